import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { isSilent, SINGLE_METHODS } from "../domain/method.ts";
import { recordOf } from "../domain/track-record.ts";
import type { Forecast } from "../operations/make-forecast.ts";
import { bare, share } from "./amounts.ts";

/** A smaller share reads "0 %". */
const LEAST_SHARE = 0.005;

/**
 * What each method says and how much it counts: "Made of 60 % pipeline 1.8M (off by 9 % on average), 40 % ml 2.0M (14 %); too unsure to
 * count: trend 1.1M (37 %)".
 * What the settings leave out of the hybrid is no part of its answer.
 */
export function madeOf(
  {
    outlook,
    period,
    method,
    ...known
  }: Pick<Forecast, "outlook" | "period" | "method"> & {
    evidence: Pick<Forecast["evidence"], "currency">;
    learned: Pick<Forecast["learned"], "trials">;
  },
  level: number,
): Mrkdwn {
  const trials = known.learned.trials.filter(({ kind }) => kind === period.kind);
  const { shares } = outlook.hybrid;
  const heard: string[] = [];
  const unheard: string[] = [];
  let isExplained = false;
  for (const one of SINGLE_METHODS) {
    const answer = outlook.answers[one];
    const part = method === "hybrid" ? shares[one] : 1;
    if (isSilent(answer) || part === undefined) continue;
    const record = recordOf(trials, one, level);
    const missed = !record
      ? ""
      : ` (${isExplained ? share(record.wape) : `off by ${share(record.wape)} on average`})`;
    isExplained ||= record !== null;
    const counts = part >= LEAST_SHARE;
    // All of it goes without saying.
    const portion = counts && part < 1 - LEAST_SHARE ? `${share(part)} ` : "";
    const spoken = `${portion}${one} ${bare(answer.total, known.evidence.currency)}${missed}`;
    (counts ? heard : unheard).push(spoken);
  }
  const quiet = unheard.length > 0 ? `; too unsure to count: ${unheard.join(", ")}` : "";
  return md`${method === "hybrid" ? "Made of" : "Beside it:"} ${heard.join(", ")}${quiet}`;
}
