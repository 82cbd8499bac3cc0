/** The months' English names, January first. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** The weekdays' English names, Monday first, as ISO 8601 counts them. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

const COUNTS = "one two three four five six seven eight nine ten eleven twelve".split(" ");

/** 1–12 of "march", "Mar" or "sept"; null for other words. */
export function monthNamed(word: string): number | null {
  return named(MONTHS, word);
}

/** 1 (Monday) to 7 of "friday", "Fri" or "thurs"; null for other words. */
export function weekdayNamed(word: string): number | null {
  return named(WEEKDAYS, word);
}

/** The number in "3", "three", "a" or "an"; null for other words. */
export function countNamed(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  if (/^(an?|the)$/i.test(word)) return 1;
  const index = COUNTS.indexOf(word.toLowerCase());
  return index < 0 ? null : index + 1;
}

/** Three letters of a name or more, with or without a point: "mar" is March and "ma" is nothing. */
function named(names: readonly string[], word: string): number | null {
  const begun = word.toLowerCase().replace(/\.$/, "");
  if (begun.length < 3) return null;
  const index = names.findIndex((name) => name.toLowerCase().startsWith(begun));
  return index < 0 ? null : index + 1;
}
