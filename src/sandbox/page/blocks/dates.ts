/// <reference lib="dom" />
import { dayWords, inZone, localMinute } from "../ui/time.ts";

const DAY_MS = 86_400_000;
const MONTH_DAY = { day: "numeric", month: "short" } as const;

/** Slack's date tokens in the reader's zone; the "pretty" ones say today, yesterday and tomorrow. */
export function dateWords(
  seconds: number,
  format: string,
  reader: { me: { tz: string }; now: number },
): string {
  const ms = seconds * 1000;
  const zone = reader.me.tz;
  const say = (options: Intl.DateTimeFormatOptions) => inZone(ms, zone, options);
  const tokens: Record<string, () => string> = {
    date_num: () => localMinute(ms, zone).slice(0, 10),
    date_slash: () => say({ year: "numeric", month: "2-digit", day: "2-digit" }),
    date: () => say({ day: "numeric", month: "long", year: "numeric" }),
    date_short: () => say({ ...MONTH_DAY, year: "numeric" }),
    date_long: () => say({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    date_long_full: () => say({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    day_divider: () => dayWords(ms, reader.now, zone),
    time: () => say({ hour: "2-digit", minute: "2-digit" }),
    time_secs: () => say({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ago: () => agoWords(ms - reader.now),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const near = name.endsWith("_pretty") ? nearDay(ms, reader.now, zone) : null;
    return near ?? (tokens[name.replace(/_pretty$/, "")] ?? (() => whole))();
  });
}

function nearDay(ms: number, now: number, zone: string): string | null {
  const day = (at: number) => localMinute(at, zone).slice(0, 10);
  const names = new Map([
    [day(now), "today"],
    [day(now - DAY_MS), "yesterday"],
    [day(now + DAY_MS), "tomorrow"],
  ]);
  return names.get(day(ms)) ?? null;
}

function agoWords(ms: number): string {
  const units = [
    ["day", DAY_MS],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  const words = new Intl.RelativeTimeFormat("en");
  for (const [unit, size] of units)
    if (Math.abs(ms) >= size) return words.format(Math.round(ms / size), unit);
  return "just now";
}
