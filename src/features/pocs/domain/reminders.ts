import { addDays, type Day, daysBetween } from "../../../kernel/dates.ts";
import type { Poc } from "./poc.ts";

/** What people are reminded of: that it should start, that half its time is over, that it ends in a week or tomorrow. */
export const REMINDERS = ["start", "half_time", "week_before_end", "day_before_end"] as const;
export type ReminderKind = (typeof REMINDERS)[number];

/** A reminder and the day it is for. */
export type Reminder = { kind: ReminderKind; on: Day };

/**
 * The reminders that are still to come, by the dates as they are: planned ones have the start, running ones the rest. Where two fall on one
 * day the one closer to the end stays. A week before the end is left out of a run that is not longer than a week.
 */
export function remindersOf(
  { status, startsOn, endsOn }: Pick<Poc, "status" | "startsOn" | "endsOn">,
  today: Day,
): Reminder[] {
  if (status === "planned") return startsOn >= today ? [{ kind: "start", on: startsOn }] : [];
  if (status !== "in_progress") return [];
  const days = daysBetween(startsOn, endsOn);
  const all: Reminder[] = [
    { kind: "half_time", on: addDays(startsOn, Math.floor(days / 2)) },
    { kind: "week_before_end", on: addDays(endsOn, -7) },
    { kind: "day_before_end", on: addDays(endsOn, -1) },
  ];
  return all.filter(
    ({ on }, i) =>
      on > startsOn && on >= today && !all.some((other, j) => j > i && other.on === on),
  );
}

/** Whether a reminder still says the truth: nobody moved, started or ended it meanwhile. */
export function stillHolds(
  poc: Pick<Poc, "status" | "startsOn" | "endsOn">,
  reminder: Reminder,
): boolean {
  return remindersOf(poc, reminder.on).some(
    ({ kind, on }) => kind === reminder.kind && on === reminder.on,
  );
}
