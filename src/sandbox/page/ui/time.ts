/// <reference lib="dom" />

/** A moment in somebody's zone, as British English writes it. */
export function inZone(ms: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return format(timeZone, options).format(ms);
}

/** Making a format costs more than using it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>();
function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
  formats.set(key, found);
  return found;
}

/** A message's time in ms. */
export function msOfTs(ts: string): number {
  return Number(ts) * 1000;
}

/** "2026-11-23T09:30" in a zone, as the browser's own picker writes it. */
export function localMinute(ms: number, timeZone: string): string {
  const day = inZone(ms, timeZone, { year: "numeric", month: "2-digit", day: "2-digit" });
  const time = inZone(ms, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${day.split("/").toReversed().join("-")}T${time}`;
}

/** The other way round; null when nothing was picked. A minute that a clock change skips becomes the one after it. */
export function msOfLocalMinute(minute: string, timeZone: string): number | null {
  const wanted = Date.parse(`${minute}Z`);
  if (Number.isNaN(wanted)) return null;
  let guess = wanted;
  // Twice: the first guess may lie on the other side of a clock change.
  for (let i = 0; i < 2; i += 1) guess += wanted - Date.parse(`${localMinute(guess, timeZone)}Z`);
  return guess;
}

/** "today", "yesterday", "Monday 23 November", seen from `now`. */
export function dayWords(ms: number, now: number, timeZone: string): string {
  const key = (at: number) => localMinute(at, timeZone).slice(0, 10);
  if (key(ms) === key(now)) return "Today";
  if (key(ms) === key(now - 86_400_000)) return "Yesterday";
  const isThisYear = key(ms).slice(0, 4) === key(now).slice(0, 4);
  return inZone(ms, timeZone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}
