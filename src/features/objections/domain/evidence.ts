import { AppError } from "../../../kernel/errors.ts";
import { cut } from "../../../kernel/text.ts";
import type { Evidence } from "./play.ts";

/** Most pages and lines a play has: what a card can show, and a bit more. */
export const MOST_EVIDENCE = 8;
export const MOST_LINES = 8;
const MOST_TITLE = 80;
const MOST_URL = 1000;
const MOST_LINE = 400;

/**
 * Evidence as people write it, one a line: `ROI sheet https://example.com/roi`.
 * @throws AppError bad_input naming the line that has no title or no web address
 */
export function parseEvidence(text: string): Evidence[] {
  const rows = linesOf(text);
  if (rows.length > MOST_EVIDENCE)
    throw new AppError(
      "bad_input",
      `These are ${rows.length} pages; a play has at most ${MOST_EVIDENCE}.`,
    );
  return rows.map((row) => {
    const [, title = "", address = ""] = /^(.*?)[\s:–-]*(\S+)$/.exec(row) ?? [];
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.href.length > MOST_URL)
      throw new AppError(
        "bad_input",
        `“${cut(row, 60)}” does not end in a web address.`,
        "Write it like: ROI sheet https://example.com/roi",
      );
    return { title: cut(title.trim() || url.hostname, MOST_TITLE), url: url.href };
  });
}

/** Evidence as it stands in the form again. */
export function writeEvidence(evidence: readonly Evidence[]): string {
  return evidence.map(({ title, url }) => `${title} ${url}`).join("\n");
}

/**
 * What may be said, one a line; list marks in front are taken off.
 * @throws AppError bad_input for too many lines or a long one
 */
export function parseLines(text: string): string[] {
  const rows = linesOf(text).map((row) => row.replace(/^[-•*]\s+/, ""));
  if (rows.length > MOST_LINES)
    throw new AppError(
      "bad_input",
      `These are ${rows.length} lines; a play has at most ${MOST_LINES}.`,
    );
  const long = rows.find((row) => row.length > MOST_LINE);
  if (long)
    throw new AppError(
      "bad_input",
      `“${cut(long, 40)}” has over ${MOST_LINE} letters.`,
      "Nobody says that in one breath: make it two lines.",
    );
  return rows;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((row) => row.trim())
    .filter(Boolean);
}
