import type { Day } from "../../../kernel/dates.ts";
import { addDays, formatDayShort, monthOf, weekdayOf, weekOf } from "../../../kernel/dates.ts";
import type { Cadence, SkipReason } from "./subscription.ts";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday" to "Sunday" of 1 to 7. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? "";
}

/** "Monday 23 November": the day a digest is of. */
export function longDay(day: Day): string {
  return `${weekdayName(weekdayOf(day))} ${Number(day.slice(8))} ${MONTH.format(new Date(`${day}T00:00:00Z`))}`;
}

/** "yesterday", "Friday" within six days, else "16 Nov": what a change is counted from. */
export function sinceWords(from: Day, today: Day): string {
  if (from === today) return "this morning";
  if (from === addDays(today, -1)) return "yesterday";
  if (from > addDays(today, -7)) return weekdayName(weekdayOf(from));
  return formatDayShort(from, today);
}

/** The days that count as closing soon: what is left of the week, or of the month for a digest that comes once a month. */
export function closingDays(cadence: Cadence, today: Day): { from: Day; to: Day; words: string } {
  if (cadence === "monthly") return { from: today, to: monthOf(today).to, words: "this month" };
  const { to } = weekOf(today);
  // On a Friday and at the weekend "this week" is all but over.
  return weekdayOf(today) < 5
    ? { from: today, to, words: "this week" }
    : { from: today, to: addDays(to, 7), words: "by the end of next week" };
}

/** A slot that had no digest. */
export type Skipped = { day: Day; reason: SkipReason };

/** Nobody missed these. */
const SILENT: ReadonlySet<SkipReason> = new Set(["nothing_to_say", "switched_off"]);

const WHY: Readonly<Record<SkipReason, string>> = {
  not_running: "I was not running",
  failed: "I could not write it in time",
  nothing_to_say: "there was nothing to say",
  not_allowed: "its owner could not see these deals",
  switched_off: "it was switched off",
  undeliverable: "Slack did not take it",
};

/** "Thursday's digest was skipped: I was not running." for slots whose readers missed one; null when they missed none. */
export function skippedWords(skipped: readonly Skipped[], today: Day): string | null {
  const missed = skipped.filter(({ reason }) => !SILENT.has(reason));
  const [first] = missed;
  const last = missed.at(-1);
  if (!first || !last) return null;
  const name = (day: Day) =>
    day > addDays(today, -7) ? weekdayName(weekdayOf(day)) : formatDayShort(day, today);
  const reasons = new Set(missed.map(({ reason }) => WHY[reason]));
  const because = [...reasons].join("; ");
  if (missed.length === 1)
    return `${first.day > addDays(today, -7) ? `${name(first.day)}'s digest` : `The digest of ${name(first.day)}`} was skipped: ${because}.`;
  return `${missed.length} digests were skipped, from ${name(first.day)} to ${name(last.day)}: ${because}.`;
}

/** "third time": how often a close date was pushed; null for the first. */
export function pushWords(pushes: number): string | null {
  const words = ["second", "third", "fourth", "fifth", "sixth"];
  if (pushes < 2) return null;
  return pushes <= 6 ? `${words[pushes - 2]} time` : `${pushes} times now`;
}
