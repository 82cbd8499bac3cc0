import { type Day, formatDay } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { cut, joinWords, plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import { type Approval, approvalId } from "../../approvals/index.ts";
import { dealName, listPage, riskWords } from "../../deals/index.ts";
import type { Insight } from "../../pipeline/index.ts";
import { snoozeNow } from "../../preferences/index.ts";
import type { DigestData } from "../operations/gather.ts";
import type { DueItem, DueKind } from "../queries/due-today.ts";
import { type DigestMessage, teamParts, weekLines } from "./digest.ts";
import { shortName } from "./news.ts";

/** All a morning message is made from. */
export type MorningData = {
  name: string;
  today: Day;
  timeZone: string;
  due: readonly DueItem[];
  /** Requests that wait for their decision. */
  approvals: readonly Approval[];
  /** Those to be named: newly at risk, or on the first day of the week all. */
  risks: readonly Insight[];
  /** How the team stands, for those who lead one, once a week. */
  team: DigestData | null;
  /** What became of their own deals in a week, for those who don't, once a week. */
  week: DigestData | null;
};

/** Lines of single things; the headline counts all. */
const LINES = 6;
const DECISIONS = 3;
const RISKS = 3;
const NAME = 60;

/** Somebody's day: what is due, what is at risk, and how to switch it off. */
export function morningMessage(data: MorningData, subscription: { time: string }): DigestMessage {
  const first = headline(data);
  const risk = riskLine(data);
  const decisions = data.approvals.slice(0, DECISIONS);
  const shown = data.due.slice(0, LINES - decisions.length);
  const waiting = [...decisions.map(decisionLine), ...shown.map((item) => itemLine(item, data))];
  const team = data.team ? teamParts(data.team) : null;
  return {
    // On a phone's lock screen this is all one sees: a greeting alone would say nothing.
    text: cut([first.text, risk?.text, team?.text].filter(Boolean).join(" "), 300),
    blocks: [
      section(lines(first, risk)),
      ...(waiting.length > 0 ? [section(lines(...waiting))] : []),
      ...(data.week ? [section(lines(...weekLines(data.week)))] : []),
      ...(team?.blocks ?? []),
      ...actions(
        listPage.button("Open my deals", { filter: { scope: "mine", status: "open" } }),
        snoozeNow.button("Quiet today", { until: "tomorrow" }),
      ),
      context(
        md`On working days at ${subscription.time}, when there is something to say. ${code("/digest morning at 08:00")} moves it, ${code("/digest morning off")} ends it.`,
      ),
    ],
    thread: team?.thread ?? [],
  };
}

const COUNTED: Readonly<Record<DueKind, (n: number) => string>> = {
  next_step: (n) => plural(n, "next step"),
  demo: (n) => plural(n, "demo"),
  follow_up: (n) => plural(n, "follow-up"),
  poc_end: (n) => `${plural(n, "proof of concept", "proofs of concept")} ending`,
  closing: (n) => `${plural(n, "deal")} to close`,
  quote_ends: (n) => `${plural(n, "quote")} ending`,
  demo_to_schedule: (n) => `${plural(n, "demo")} to schedule`,
  poc_to_decide: (n) => `${plural(n, "proof of concept", "proofs of concept")} to decide`,
};
const WAITING: ReadonlySet<DueKind> = new Set(["demo_to_schedule", "poc_to_decide"]);
const ORDER = Object.keys(COUNTED) as DueKind[];

function headline({ due, approvals, timeZone, name }: MorningData): Mrkdwn {
  const count = (kind: DueKind) => due.filter((item) => item.kind === kind);
  const times = count("demo").flatMap(({ at }) => (at ? [clock(at, timeZone)] : []));
  const words = (kinds: DueKind[]) =>
    kinds.flatMap((kind) => {
      const n = count(kind).length;
      if (n === 0) return [];
      const hours = kind === "demo" && times.length > 0 ? ` (${times.slice(0, 3).join(", ")})` : "";
      return [`${COUNTED[kind](n)}${hours}`];
    });
  const today = words(ORDER.filter((kind) => !WAITING.has(kind)));
  const waiting = [
    ...(approvals.length > 0 ? [plural(approvals.length, "approval")] : []),
    ...words(ORDER.filter((kind) => WAITING.has(kind))),
  ];
  return join(
    [
      md`Good morning, ${name.split(" ")[0] ?? name}.`,
      today.length > 0 ? `Today: ${joinWords(today, "and")}.` : null,
      waiting.length > 0 ? `Waiting for you: ${joinWords(waiting, "and")}.` : null,
    ],
    " ",
  );
}

function riskLine({ risks, today }: MorningData): Mrkdwn | null {
  if (risks.length === 0) return null;
  const shown = risks.slice(0, RISKS).map((insight) => {
    const [worst] = insight.rules;
    const amount = insight.amount ? ` ${formatMoney(insight.amount, "short")}` : "";
    return md`${bold(shortName(insight, risks))}${amount}${
      worst ? ` (${riskWords(worst.rule, insight, today)})` : ""
    }`;
  });
  const left = risks.length - shown.length;
  return md`${sentence(EMOJI.risk)} At risk: ${join(shown, ", ")}${left > 0 ? ` and ${plural(left, "other")}` : ""}.`;
}

function decisionLine(approval: Approval): Mrkdwn {
  return md`• ${approval.requesterName} asks for ${new Mrkdwn(approval.what)}  ${code(approvalId(approval))}`;
}

function itemLine(item: DueItem, { today, timeZone }: MorningData): Mrkdwn {
  const deal = cut(dealName(item), NAME);
  const late = item.day !== null && item.day < today ? ` (${formatDay(item.day, { today })})` : "";
  const what = cut(item.what, 120);
  switch (item.kind) {
    case "demo":
      return md`• ${item.at ? clock(item.at, timeZone) : ""} demo for ${bold(deal)}: ${what}`;
    case "next_step":
      return md`• ${bold(deal)}: ${what}${late}`;
    case "follow_up":
      return md`• ${bold(deal)}: ${what}${late}, an objection's follow-up`;
    case "poc_end":
      return md`• ${bold(deal)}: proof of concept ends${late}`;
    case "closing":
      return md`• ${bold(deal)}: meant to close${late || " today"}`;
    case "quote_ends":
      return md`• ${bold(deal)}: ${formatId("quote", item.id)} ends${late || " today"}`;
    case "demo_to_schedule":
      return md`• ${bold(deal)}: demo to schedule, ${what}`;
    case "poc_to_decide":
      return md`• ${bold(deal)}: proof of concept is done, accept or reject it`;
  }
}

/** "15:00" in the zone. */
function clock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(at);
}
