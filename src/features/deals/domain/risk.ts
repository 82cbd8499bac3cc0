import { type Day, dayOf, daysBetween } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";

/** The named reasons for which a deal is at risk, worst first. Each is a condition in queries/risk.ts. */
export const RISKS = [
  "close_date_passed",
  "objection_high",
  "poc_failing",
  "pushed",
  "stalled",
  "demo_missing",
  "discount_waiting",
  "quiet",
  "next_step_overdue",
  "no_next_step",
  "single_contact",
] as const;
export type Risk = (typeof RISKS)[number];

/** The reason in a few words, as it stands in a list or on a card. */
export function riskWords(
  risk: Risk,
  deal: {
    closeDate: Day | null;
    nextStepDate: Day | null;
    closePushes: number;
    /** Known where the reason is to say how long. */
    stageEnteredAt?: Date;
    lastActivityAt?: Date;
  },
  today: Day,
): string {
  const since = (at: Date) => plural(Math.max(1, daysBetween(dayOf(at, "UTC"), today)), "day");
  const ago = (day: Day | null) => (day ? plural(daysBetween(day, today), "day") : "days");
  switch (risk) {
    case "close_date_passed":
      return `close date passed ${ago(deal.closeDate)} ago`;
    case "pushed":
      return `close date pushed ${plural(deal.closePushes, "time")}`;
    case "objection_high":
      return "open high objection";
    case "poc_failing":
      return "proof of concept failing";
    case "demo_missing":
      return "no demo planned";
    case "discount_waiting":
      return "discount waiting for a decision";
    case "stalled":
      return `stalled in this stage${deal.stageEnteredAt ? ` for ${since(deal.stageEnteredAt)}` : ""}`;
    case "quiet":
      return `no activity for ${deal.lastActivityAt ? since(deal.lastActivityAt) : "a while"}`;
    case "next_step_overdue":
      return `next step overdue by ${ago(deal.nextStepDate)}`;
    case "no_next_step":
      return "no next step";
    case "single_contact":
      return "only one contact";
  }
}
