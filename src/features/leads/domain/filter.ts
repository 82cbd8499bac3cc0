import { AppError } from "../../../kernel/errors.ts";
import { nearest } from "../../../kernel/text.ts";
import { LEAD_STATUSES, type LeadStatus, SOURCES, type Source } from "./lead.ts";
import { sourceName, statusName } from "./words.ts";

/** Whose leads, in which statuses and from which source. */
export type LeadFilter = {
  scope: "mine" | "team" | "all";
  status: LeadStatus | "open" | "any";
  source?: Source | undefined;
  unassigned?: boolean | undefined;
};
/** A list as somebody wrote it; without a scope it is the usual one of who asks. */
export type LeadRequest = Omit<LeadFilter, "scope"> & { scope?: LeadFilter["scope"] | undefined };

const SCOPES: Readonly<Record<string, LeadFilter["scope"]>> = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
};
const FILLERS = new Set(["from", "leads", "lead", "status", "source", "the", "only", "and"]);
const WORDS = [...Object.keys(SCOPES), "open", "any", "unassigned", ...LEAD_STATUSES, ...SOURCES];

/**
 * Reads `all mql from referral`, `unassigned`, `team converted`, in any order.
 * @throws AppError bad_input for a word it does not know, with the nearest one
 */
export function readFilter(words: readonly string[]): LeadRequest {
  const request: LeadRequest = { status: "open" };
  for (const written of words) {
    const word = written.toLowerCase();
    const status = LEAD_STATUSES.find((one) => one === word);
    const source = SOURCES.find((one) => one === word);
    if (FILLERS.has(word)) continue;
    if (Object.hasOwn(SCOPES, word)) request.scope = SCOPES[word];
    else if (status) request.status = status;
    else if (word === "open" || word === "any") request.status = word;
    else if (source) request.source = source;
    else if (word === "unassigned") {
      request.unassigned = true;
      request.scope ??= "all";
    } else throw unknownWord(written);
  }
  return request;
}

function unknownWord(written: string): AppError {
  const near = nearest(written.toLowerCase(), WORDS);
  const choices =
    "Whose (mine, team, all), a status (new, mql, sql, converted, disqualified, any), a source, or unassigned.";
  return new AppError(
    "bad_input",
    `I can't read “${written}” in a list of leads.`,
    near ? `Did you mean \`${near}\`? ${choices}` : choices,
  );
}

/** "MQL from referral": what narrows a list, in words. */
export function filterWords({ status, source, unassigned }: LeadFilter): string {
  return [
    unassigned ? "nobody has" : null,
    status === "open" ? null : status === "any" ? "of every status" : statusName(status),
    source ? `from ${sourceName(source).toLowerCase()}` : null,
  ]
    .filter(Boolean)
    .join(" ");
}
