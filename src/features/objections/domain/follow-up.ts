import { addHours } from "date-fns/addHours";
import { addBusinessDays, addDays, at, type Day, formatDay } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { capitalize } from "../../../kernel/text.ts";
import { isSettled, statusName } from "./lifecycle.ts";
import { type FollowUp, type Objection, objectionId } from "./objection.ts";

/** What a follow-up is about when nobody says. */
export const FOLLOW_UP_TEXT = "Ask whether the answer convinced them";

/** Business days until one comes back to an objection unless somebody says otherwise. */
const DEFAULT_DAYS = 4;
const MOST_TEXT = 300;

/** The day a new objection is followed up on: four business days later. */
export function defaultFollowUpDate(today: Day): Day {
  return addBusinessDays(today, DEFAULT_DAYS);
}

/**
 * The objection with a follow-up.
 * @throws AppError bad_input for a day that has passed, rule_broken for one that is settled
 */
export function planFollowUp(
  objection: Objection,
  followUp: { text?: string | undefined; date: Day; personId: number },
  today: Day,
): Objection {
  if (isSettled(objection.status))
    throw new AppError(
      "rule_broken",
      `${objectionId(objection)} is ${statusName(objection.status)}: there is nothing to follow up on.`,
      `\`/objection reopen ${objectionId(objection)} <why>\` opens it again.`,
    );
  if (followUp.date < today)
    throw new AppError(
      "bad_input",
      `${capitalize(formatDay(followUp.date, { today }))} has passed.`,
      "Choose today or a later day.",
    );
  const text = followUp.text?.trim().slice(0, MOST_TEXT) || objection.followUp?.text;
  return { ...objection, followUp: { ...followUp, text: text ?? FOLLOW_UP_TEXT } };
}

/** The objection with its follow-up a week later than planned, or than today when that is later. */
export function moveFollowUp(objection: Objection, today: Day): Objection {
  const { followUp } = objection;
  if (!followUp)
    throw new AppError(
      "rule_broken",
      `${objectionId(objection)} has no follow-up any more.`,
      `\`/objection follow-up ${objectionId(objection)} friday\` plans one.`,
    );
  const from = followUp.date > today ? followUp.date : today;
  return planFollowUp(objection, { ...followUp, date: addDays(from, 7) }, today);
}

/** The objection without its follow-up: it is done. */
export function finishFollowUp(objection: Objection): Objection {
  return { ...objection, followUp: null };
}

/** Hours until one is reminded of a follow-up for a day on which 09:00 has passed. */
const LATE_HOURS = 1;

/** When the person is reminded: at 09:00 of the day in their zone, or in an hour where that has passed. */
export function reminderAt(followUp: Pick<FollowUp, "date">, timeZone: string, now: Date): Date {
  const morning = at(followUp.date, "09:00", timeZone);
  return morning > now ? morning : addHours(now, LATE_HOURS);
}
