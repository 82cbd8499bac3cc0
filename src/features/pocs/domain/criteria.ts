import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";
import { cleanText, entriesOf, MAX_LINE } from "./lines.ts";
import type { Criterion, CriterionKind } from "./poc.ts";
import { STANDARD_CRITERIA } from "./words.ts";

/** A criterion as it is agreed on, before anything is graded. */
export type PlannedCriterion = Pick<Criterion, "kind" | "text" | "mustHave">;

/** More than this no customer reads, and no message holds. */
export const MAX_CRITERIA = 12;

const MUST_HAVE: ReadonlySet<CriterionKind> = new Set(["functional", "security"]);

/** The four standard criteria; the functional and the security ones are must-haves. */
export const standardCriteria: readonly PlannedCriterion[] = Object.entries(STANDARD_CRITERIA).map(
  ([kind, text]) => {
    const known = kind as CriterionKind;
    return { kind: known, text, mustHave: MUST_HAVE.has(known) };
  },
);

/** Criteria as people read and write them: one a line, a must-have begins with an exclamation mark. */
export function writeCriteria(criteria: readonly PlannedCriterion[]): string {
  return criteria.map(({ text, mustHave }) => `${mustHave ? "! " : ""}${text}`).join("\n");
}

/**
 * Reads criteria written one a line; `! ` in front, also after a bullet, marks a must-have. A line that says one of the standard ones
 * is that one, in any letters.
 * @throws AppError bad_input when there are none, too many, a line is too long, or none is a must-have
 */
export function readCriteria(text: string): PlannedCriterion[] {
  const criteria = new Map<string, PlannedCriterion>();
  for (const entry of entriesOf(text)) {
    const mustHave = /^!/.test(entry);
    const words = cleanText(entry.replace(/^!+/, ""));
    if (words === "") continue;
    const key = words.toLowerCase();
    const known = criteria.get(key);
    criteria.set(key, {
      kind: kindOf(words),
      text: known?.text ?? words,
      // Said twice, once as a must-have: it is one.
      mustHave: mustHave || (known?.mustHave ?? false),
    });
  }
  const read = [...criteria.values()];
  const long = read.find((one) => one.text.length > MAX_LINE);
  if (read.length === 0) throw new AppError("bad_input", "Write at least one success criterion.");
  if (read.length > MAX_CRITERIA)
    throw new AppError(
      "bad_input",
      `That makes ${read.length} success criteria; ${MAX_CRITERIA} fit.`,
    );
  if (long)
    throw new AppError(
      "bad_input",
      `A criterion has ${long.text.length} characters; ${MAX_LINE} fit.`,
    );
  if (!read.some((one) => one.mustHave))
    throw new AppError(
      "bad_input",
      "None of them is a must-have.",
      "Put a ! in front of what the customer has to see before they accept.",
    );
  return read;
}

function kindOf(words: string): CriterionKind {
  const standard = standardCriteria.find(({ text }) => nameKey(text) === nameKey(words));
  return standard?.kind ?? "own";
}

/** The criteria of a new proof of concept, counted from 1 and not tested yet. */
export function numbered(criteria: readonly PlannedCriterion[]): Criterion[] {
  return criteria.map((criterion, i) => ({
    ...criterion,
    n: i + 1,
    grade: "not_tested",
    note: null,
    evidenceUrl: null,
    gradedBy: null,
    gradedAt: null,
  }));
}
