import type { Token } from "../../../kernel/text.ts";
import {
  OBJECTION_STATUSES,
  type ObjectionStatus,
  type ObjectionType,
  SEVERITIES,
  type Severity,
} from "./objection.ts";
import { TYPE_ALIASES } from "./type-words.ts";

export type Scope = "mine" | "team" | "all";

/** What somebody asked to see, before names are looked up. */
export type ListRequest = {
  scope?: Scope;
  statuses?: ObjectionStatus[];
  types?: ObjectionType[];
  severity?: Severity;
  /** A person, as written behind `by`, or mentioned. */
  rep?: string;
  /** What is left: a deal's name or id. */
  deal?: string;
};

const SCOPES: Readonly<Record<string, Scope>> = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
};
const FILLERS = ["objections", "objection", "deal", "the", "of", "on", "for", "and", "in"];
const REP_WORDS = ["by", "rep", "owner"];

/**
 * `mine open pricing acme`, in any order. A word that is no filter is a part of the deal's name; words in quotes always are.
 */
export function parseListRequest(tokens: readonly Token[]): ListRequest {
  const request: ListRequest = {};
  const name: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const word = token.quoted ? "" : token.text.toLowerCase();
    const next = tokens[i + 1];
    if (REP_WORDS.includes(word) && next) {
      request.rep = next.text;
      i++;
    } else if (/^<@[UW]/.test(token.text) || /^@./.test(token.text)) request.rep = token.text;
    else if (!readFilter(request, word) && !(FILLERS.includes(word) && !token.quoted))
      name.push(token.text);
  }
  if (name.length > 0) request.deal = name.join(" ");
  return request;
}

function readFilter(request: ListRequest, word: string): boolean {
  const scope = own(SCOPES, word);
  const type = own(TYPE_ALIASES, word.replaceAll("-", "_"));
  const status = statusesOf(word);
  const severity = SEVERITIES.find((one) => one === word);
  if (scope) request.scope = scope;
  else if (status) request.statuses = [...new Set([...(request.statuses ?? []), ...status])];
  else if (type) request.types = [...new Set([...(request.types ?? []), type])];
  else if (severity) request.severity = severity;
  else return false;
  return true;
}

/** `open` is all that still wants somebody: answered ones are not over either. */
function statusesOf(word: string): ObjectionStatus[] | null {
  if (word === "open") return ["open", "answered"];
  if (word === "unanswered") return ["open"];
  if (word === "settled" || word === "closed") return ["resolved", "unresolved"];
  const status = OBJECTION_STATUSES.find((one) => one === word);
  return status ? [status] : null;
}

/** Only what the table itself holds: everything has a "constructor". */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
