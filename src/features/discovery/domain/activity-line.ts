import { addDays, type Day, dayOf, parseDay } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords, nearest } from "../../../kernel/text.ts";
import { METHODS, type Method } from "./activity.ts";

/** What somebody wrote behind `log`: how needs were found out, when, and what was noted. */
export type ActivityLine = { method: Method; heldOn: Day; notes: string | null };

/** How people write the methods; the longest is tried first. */
const WRITTEN: Readonly<Record<string, Method>> = {
  "discovery call": "call",
  call: "call",
  "technical assessment": "assessment",
  assessment: "assessment",
  "requirements gathering": "gathering",
  "requirement gathering": "gathering",
  gathering: "gathering",
  workshop: "gathering",
};
const MOST_DAY_WORDS = 4;
const LONGEST_NOTES = 3000;
const DAYS_EITHER_WAY = 366;

/**
 * Reads `call 2026-11-20 they want SSO`: the method, a day (today without one), and the rest as notes.
 * @throws AppError bad_input for an unknown method, with the nearest one, or for a day out of range
 */
export function parseActivity(
  words: readonly string[],
  at: { now: Date; timeZone: string },
): ActivityLine {
  const [method, behind] = methodOf(words);
  const today = dayOf(at.now, at.timeZone);
  for (let n = Math.min(MOST_DAY_WORDS, behind.length); n > 0; n--) {
    const day = dayOrNull(behind.slice(0, n).join(" "), at);
    if (day) return checked({ method, heldOn: day, notes: notesOf(behind.slice(n)) }, today);
  }
  return checked({ method, heldOn: today, notes: notesOf(behind) }, today);
}

/**
 * Refuses a day that can hardly be meant, and notes that don't fit.
 * @throws AppError bad_input
 */
export function checked(line: ActivityLine, today: Day): ActivityLine {
  if (
    line.heldOn < addDays(today, -DAYS_EITHER_WAY) ||
    line.heldOn > addDays(today, DAYS_EITHER_WAY)
  )
    throw new AppError(
      "bad_input",
      `${line.heldOn} is more than a year away.`,
      "Write the day it was held, like 2026-11-20, yesterday or last friday.",
    );
  if (line.notes && line.notes.length > LONGEST_NOTES)
    throw new AppError(
      "bad_input",
      `These notes have ${line.notes.length} characters; ${LONGEST_NOTES} fit.`,
      "Keep the rest as a note on the deal.",
    );
  return line;
}

function methodOf(words: readonly string[]): [Method, readonly string[]] {
  for (const n of [2, 1]) {
    const method = WRITTEN[words.slice(0, n).join(" ").toLowerCase()];
    if (method && words.length >= n) return [method, words.slice(n)];
  }
  const written = words[0] ?? "";
  const near = nearest(written, Object.keys(WRITTEN));
  throw new AppError(
    "bad_input",
    written ? `I don't know the method “${written}”.` : "What was held is missing.",
    near
      ? `Did you mean \`log ${WRITTEN[near]}\`? There are ${joinWords(METHODS, "and")}.`
      : `Write \`log call\`, \`log assessment\` or \`log gathering\`, then the day and your notes.`,
  );
}

function dayOrNull(text: string, at: { now: Date; timeZone: string }): Day | null {
  // A number alone is the beginning of a note: "3 people joined".
  if (/^\d+$/.test(text)) return null;
  try {
    return parseDay(text, { ...at, prefer: "past" });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function notesOf(words: readonly string[]): string | null {
  return words.join(" ").trim() || null;
}
