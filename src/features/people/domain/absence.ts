import { type Day, daysBetween } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";

/** Days on which somebody is away, the first and the last, and who stands in for them. */
export type PlannedAbsence = { fromDay: Day; toDay: Day; delegateId: number | null };

const LONGEST_DAYS = 366;

/**
 * Checks an absence before it is kept.
 * @throws AppError bad_input when it ends before it begins, is over already, or lasts longer than a year; rule_broken when they would
 * stand in for themself
 */
export function checkAbsence(personId: number, absence: PlannedAbsence, today: Day): void {
  const { fromDay, toDay, delegateId } = absence;
  if (toDay < fromDay)
    throw new AppError(
      "bad_input",
      "That ends before it begins.",
      "Like `/deal away from 24 dec to 2 jan`.",
    );
  if (toDay < today)
    throw new AppError("bad_input", "That is over already.", "Like `/deal away until friday`.");
  if (daysBetween(fromDay, toDay) > LONGEST_DAYS)
    throw new AppError(
      "bad_input",
      "That is longer than a year.",
      "For somebody who left, an admin closes the account or names another manager.",
    );
  if (delegateId === personId)
    throw new AppError(
      "rule_broken",
      "Nobody stands in for themself.",
      "Name somebody else: `/deal away until friday for @eli`.",
    );
}
