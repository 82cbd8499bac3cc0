import { addDays, at, type Day, dayOf, weekdayOf } from "../../../kernel/dates.ts";
import type { Rhythm, Slot } from "./subscription.ts";

/**
 * The slots after `from`, up to and including `to`, in order: one for each day of the rhythm in its zone. A time that summer time
 * skips moves on by what is skipped (02:30 becomes 03:30); of a time that happens twice it is the first.
 */
export function slotsBetween(rhythm: Rhythm, from: Date, to: Date): Slot[] {
  return [...slotsIn(rhythm, from, to)];
}

/** One at a time: whoever wants only the next one of many subscriptions does not pay for a month of each. */
function* slotsIn(rhythm: Rhythm, from: Date, to: Date): Generator<Slot> {
  const last = addDays(dayOf(to, rhythm.timeZone), 1);
  for (let day = addDays(dayOf(from, rhythm.timeZone), -1); day <= last; day = addDays(day, 1)) {
    if (!isOn(rhythm, day)) continue;
    const moment = at(day, rhythm.time, rhythm.timeZone);
    if (moment <= from || moment > to) continue;
    // A day that the zone left out whole, as Samoa did in 2011, falls on the next one.
    if (dayOf(moment, rhythm.timeZone) !== day && isOn(rhythm, addDays(day, 1))) continue;
    yield { day, at: moment };
  }
}

/** The longest a monthly rhythm pauses, and two days for zones. */
const LONGEST_PAUSE = 33;

/** The first slot after a moment; null for a rhythm that has no days. */
export function nextSlot(rhythm: Rhythm, after: Date): Slot | null {
  const end = new Date(after.getTime() + LONGEST_PAUSE * 86_400_000);
  for (const slot of slotsIn(rhythm, after, end)) return slot;
  return null;
}

function isOn({ weekdays, monthday }: Rhythm, day: Day): boolean {
  if (weekdays) return weekdays.includes(weekdayOf(day));
  const date = Number(day.slice(8));
  // Whoever asks for the 31st gets the last day of a month that has fewer.
  return (
    date === monthday || (date < (monthday ?? 0) && day.slice(5, 7) !== addDays(day, 1).slice(5, 7))
  );
}

/** What is to be done about a subscription now. */
export type Due = {
  /** The slot whose digest is to be written now. */
  send: Slot | null;
  /** Those that are too old for that: they are skipped, and the next digest says so. */
  missed: Slot[];
};

/**
 * The slots that came round since the last one was decided. Only the newest is sent, and only within the grace time. A day that
 * had its digest has no second one, though its hour or its owner's zone was changed since.
 * @param since when the subscription was made, changed or resumed
 * @param last the newest slot that is decided; null when there is none
 */
export function dueSlots(
  rhythm: Rhythm,
  { since, last }: { since: Date; last: Date | null },
  now: Date,
  graceMs: number,
): Due {
  const from = last !== null && last > since ? last : since;
  const open = slotsBetween(rhythm, from, now).filter((slot) => !isSameDay(rhythm, slot, last));
  const newest = open.at(-1);
  if (!newest || now.getTime() - newest.at.getTime() > graceMs) return { send: null, missed: open };
  return { send: newest, missed: open.slice(0, -1) };
}

/** When the subscription comes round next, after a moment. */
export function comesNext(
  rhythm: Rhythm,
  { since, last }: { since: Date; last: Date | null },
  now: Date,
): Slot | null {
  const from = [since, last, now].reduce<Date>(
    (latest, one) => (one !== null && one > latest ? one : latest),
    new Date(0),
  );
  const next = nextSlot(rhythm, from);
  return next && isSameDay(rhythm, next, last) ? nextSlot(rhythm, next.at) : next;
}

function isSameDay({ timeZone }: Rhythm, slot: Slot, last: Date | null): boolean {
  return last !== null && dayOf(slot.at, timeZone) === dayOf(last, timeZone);
}
