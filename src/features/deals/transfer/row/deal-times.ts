import type { Day } from "../../../../kernel/dates.ts";
import { type Stage, statusOf } from "../../domain/stage.ts";
import type { WrittenMoment } from "../cells/column-dates.ts";
import type { DealField } from "../columns/field.ts";
import type { DealDraft, StageEntry } from "./deal-draft.ts";

/** The moment a cell of this row tells; null for an empty one, undefined without such a column. */
export type MomentOf = (field: DealField) => WrittenMoment | null | undefined;

export type DealTimes = Pick<
  DealDraft,
  "createdAt" | "closedAt" | "stageEnteredAt" | "lastActivityAt" | "closeDate"
>;

/**
 * When the deal was created, closed and so on. A closed deal without a moment of closing was closed on its close date, and
 * one without a close date has the day it was closed. Our own export tells all of that by itself.
 */
export function timesOf(stage: Stage | undefined, moment: MomentOf, verbatim: boolean): DealTimes {
  const created = moment("createdAt") ?? moment("engagedAt");
  const closes = moment("closeDate");
  const closed = stage !== undefined && statusOf(stage) !== "open";
  const ofVerdict = stage === "closed_won" ? moment("wonAt") : moment("lostAt");
  const told = closed ? (moment("closedAt") ?? ofVerdict ?? null) : null;
  const closing = told ?? (closed && !verbatim ? closes : null);
  const times = inOrder(created, closing, told !== null);
  const closingDay = verbatim ? null : dayOfClosing(times.closedAt);
  return {
    ...times,
    closeDate: closes ? closes.day : (closingDay ?? closes),
    stageEnteredAt: moment("stageEnteredAt")?.at,
    lastActivityAt: moment("lastActivityAt")?.at,
  };
}

/**
 * A deal that was put into the CRM after it was closed counts as created when it closed; on the same day, when only the
 * day of closing is known, as closed when it was created.
 */
function inOrder(
  created: WrittenMoment | null | undefined,
  closing: WrittenMoment | null | undefined,
  closingIsTold: boolean,
): { createdAt: Date | undefined; closedAt: Date | undefined } {
  if (!created || !closing || closingIsTold || closing.at >= created.at)
    return { createdAt: created?.at, closedAt: closing?.at };
  return created.day === closing.day
    ? { createdAt: created.at, closedAt: created.at }
    : { createdAt: closing.at, closedAt: closing.at };
}

function dayOfClosing(closedAt: Date | undefined): Day | null {
  return closedAt ? (closedAt.toISOString().slice(0, 10) as Day) : null;
}

/** The stages the file tells of, oldest first: the engagement, the one before the closing, and those with a date of their own. */
export function stagesOf(
  times: DealTimes,
  engaged: WrittenMoment | null | undefined,
  before: Stage | null,
  entered: readonly StageEntry[],
): StageEntry[] {
  const entries = [...entered];
  if (engaged) entries.push({ stage: "qualified", at: engaged.at });
  const { createdAt, closedAt, stageEnteredAt } = times;
  // The stage's own moment may be that of the closing, which is no beginning of the stage before it.
  const isBefore = stageEnteredAt && (!closedAt || stageEnteredAt < closedAt);
  const since = isBefore ? stageEnteredAt : createdAt;
  if (before && since) entries.push({ stage: before, at: since });
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}
