import { plural } from "../../../kernel/text.ts";
import type { ChartBlock } from "../../../slack/charts.ts";
import { pie } from "../../../slack/charts.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Criterion } from "../domain/poc.ts";
import { GRADES } from "../domain/poc.ts";
import { type Progress, progressOf } from "../domain/progress.ts";
import { gradeName } from "../domain/words.ts";

/** "2 of 5 criteria met": the shortest way to say how far it is. */
export function metOf({ met, criteria }: Progress): string {
  return `${met} of ${plural(criteria, "criterion", "criteria")} met`;
}

/** A bar with a box for each criterion, the met ones full and the partly met ones half, and what the rest is. */
export function progressBar(progress: Progress): Mrkdwn {
  const { met, partly, not_met, not_tested, mustHaves, mustHavesMet } = progress;
  const bar = "■".repeat(met) + "◧".repeat(partly) + "□".repeat(not_met + not_tested);
  const rest = [
    partly > 0 ? `${partly} partly` : null,
    not_met > 0 ? `${not_met} not met` : null,
    not_tested > 0 ? `${not_tested} not tested` : null,
  ].filter((part) => part !== null);
  const others = rest.length > 0 ? `, ${rest.join(", ")}` : "";
  return md`${bar} ${metOf(progress)}${others} · must-haves ${mustHavesMet} of ${mustHaves}`;
}

/** The grades as a pie; null before anything was graded. */
export function gradeChart(criteria: readonly Criterion[]): ChartBlock | null {
  const progress = progressOf(criteria);
  if (progress.not_tested === progress.criteria) return null;
  return pie(
    "Criteria by grade",
    GRADES.map((grade) => ({ label: gradeName(grade), value: progress[grade] })),
  );
}
