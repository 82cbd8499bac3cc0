import { AppError } from "../../../kernel/errors.ts";
import { cut, plural } from "../../../kernel/text.ts";

/** What fits into one requirement or challenge, in characters. */
export const LONGEST = 500;
/** Requirements that can be logged at once. */
export const MOST_AT_ONCE = 30;
/** Requirements, and challenges, that one deal can have. */
export const MOST_OF_A_DEAL = 300;

/** Bullets and numbers in front of a line: "- ", "• ", "2. ", "3) ". */
const BULLET = /^\s*(?:[-–*•‣◦]|\d{1,2}[.)])\s+/;

/**
 * The lines of a text that are one requirement each: without bullets, empty lines, repetitions, and the words that only open a list
 * ("Globex wants:").
 */
export function listed(text: string): string[] {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== "");
  const found = new Map<string, string>();
  for (const [i, row] of rows.entries()) {
    if (/:\s*$/.test(row) && !BULLET.test(row) && BULLET.test(rows[i + 1] ?? "")) continue;
    const line = row.replace(BULLET, "").replace(/\s+/g, " ").trim();
    if (line && !found.has(textKey(line))) found.set(textKey(line), line);
  }
  return [...found.values()];
}

/**
 * The requirements in a text, as `listed` finds them.
 * @throws AppError bad_input when there is none, when there are too many, or when one is too long
 */
export function requirementLines(text: string): string[] {
  const found = listed(text).map((line) => fitting(line, "requirement"));
  if (found.length === 0)
    throw new AppError(
      "bad_input",
      "There is no requirement in this.",
      "Write what the customer needs, one requirement a line.",
    );
  if (found.length > MOST_AT_ONCE)
    throw new AppError(
      "bad_input",
      `These are ${found.length} requirements; ${MOST_AT_ONCE} go at once.`,
      "Log the rest in a second go.",
    );
  return found;
}

/**
 * One requirement, challenge or mitigation as it is kept: on one line.
 * @throws AppError bad_input when it is empty or too long
 */
export function oneLine(text: string, what: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (!line) throw new AppError("bad_input", `That ${what} is empty.`, "Write a few words.");
  return fitting(line, what);
}

/** Equal for texts that differ only in case and spaces: the same requirement is not kept twice. */
export function textKey(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/**
 * Refuses what would be more than a deal can have.
 * @throws AppError rule_broken
 */
export function checkRoom(present: number, added: number, what: string): void {
  if (present + added > MOST_OF_A_DEAL)
    throw new AppError(
      "rule_broken",
      `This deal has ${plural(present, what)} already; ${MOST_OF_A_DEAL} fit.`,
      "Remove what no longer matters, or bring several together in one.",
    );
}

function fitting(line: string, what: string): string {
  if (line.length > LONGEST)
    throw new AppError(
      "bad_input",
      `The ${what} “${cut(line, 40)}” has ${line.length} characters; ${LONGEST} fit.`,
      "Split it in two, or write the details as a note.",
    );
  return line;
}
