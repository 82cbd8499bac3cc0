import { parsePeriod } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nearest, type Token } from "../../../kernel/text.ts";
import { CLOSED_STAGES, STAGE_WORDS, type Stage, type Status } from "./stage.ts";

/** What somebody asked to see, before the owner's name is looked up. */
export type ListRequest = {
  scope?: "mine" | "team" | "all";
  status: Status | "any";
  owner?: string;
  stages?: Stage[];
  closesFrom?: string | undefined;
  closesTo?: string | undefined;
  closing?: string;
  atRisk?: boolean;
};

const SCOPES: Readonly<Record<string, "mine" | "team" | "all">> = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
};
const STATUS_WORDS: Readonly<Record<string, Status | "any">> = {
  open: "open",
  won: "won",
  lost: "lost",
  any: "any",
};
const OWNER_WORDS = ["owner", "by", "of"];
const KEYWORDS = ["stage", ...OWNER_WORDS, "closing", "closes", "risk", "overdue", "closed"];
/** Words that only make a sentence of it. */
const FILLERS = ["deals", "the", "at", "in", "and", "or"];
/** The longest period anybody writes has fewer words. */
const MOST_PERIOD_WORDS = 12;

type Context = { now: Date; timeZone: string };

/**
 * `mine closing this month stage proposal`, in any order; a stage or an @mention may stand alone.
 * @throws AppError bad_input for a word it does not know, with the nearest
 */
export function parseListRequest(tokens: readonly Token[], context: Context): ListRequest {
  const request: ListRequest = { status: "open" };
  let left = tokens;
  while (left.length > 0) left = left.slice(readPart(request, left, context));
  return request;
}

/** Reads the part the words begin with into the request; answers how many words it took. */
function readPart(request: ListRequest, words: readonly Token[], context: Context): number {
  const word = lower(words[0]);
  const scope = own(SCOPES, word);
  const status = own(STATUS_WORDS, word);
  const stage = stageAt(words);
  if (word === "stage") return 1 + readStages(request, words.slice(1));
  if (word === "closing" || word === "closes")
    return 1 + readPeriod(request, words.slice(1), context);
  if (OWNER_WORDS.includes(word)) return 1 + readOwner(request, words.slice(1));
  if (stage && (stage.words > 1 || !status)) addStage(request, stage.stage);
  else if (word === "risk") request.atRisk = true;
  else if (word === "overdue") setPeriod(request, "overdue", context);
  else if (word === "closed") for (const each of CLOSED_STAGES) addStage(request, each);
  else if (scope) request.scope = scope;
  else if (status) request.status = status;
  else if (isMention(words[0])) request.owner = words[0]?.text ?? "";
  else if (!FILLERS.includes(word)) throw unknownWord(words[0]?.text ?? "");
  return stage?.words ?? 1;
}

/** One or more stages behind `stage`. */
function readStages(request: ListRequest, words: readonly Token[]): number {
  let taken = 0;
  for (let next = stageAt(words); next; next = stageAt(words.slice(taken))) {
    addStage(request, next.stage);
    taken += next.words;
  }
  if (taken > 0) return taken;
  const written = textOf(words.slice(0, lengthOfValue(words)));
  const near = nearest(written, Object.keys(STAGE_WORDS));
  throw new AppError(
    "bad_input",
    written ? `There is no stage “${written}”.` : "Which stage?",
    near ? `Did you mean \`${near}\`?` : `The stages: ${Object.keys(STAGE_WORDS).join(", ")}.`,
  );
}

/** The longest period behind `closing`: only the period itself knows that it ends before "by Ada", and not before "of month". */
function readPeriod(request: ListRequest, words: readonly Token[], context: Context): number {
  const said = lengthOfValue(words);
  let length = Math.min(words.length, MOST_PERIOD_WORDS);
  while (length > 0 && !isPeriod(textOf(words.slice(0, length)), context)) length--;
  if (length === 0 && said === 0)
    throw new AppError("bad_input", "Closing when?", "Like `closing this month`.");
  const taken = length || said;
  setPeriod(request, textOf(words.slice(0, taken)), context);
  return taken;
}

/** A name or a mention; the first word may be any, since a person may be called like a stage. */
function readOwner(request: ListRequest, words: readonly Token[]): number {
  const [first] = words;
  const taken = first && !isKeyword(first) ? 1 + lengthOfValue(words.slice(1)) : 0;
  if (taken === 0) throw new AppError("bad_input", "Whose deals?", "Like `owner @ada`.");
  request.owner = textOf(words.slice(0, taken));
  return taken;
}

/** How many words there are before the next that begins something of its own. */
function lengthOfValue(words: readonly Token[]): number {
  const end = words.findIndex(
    (token, i) =>
      isKeyword(token) ||
      (!token.quoted && own(STATUS_WORDS, lower(token)) !== undefined) ||
      isMention(token) ||
      stageAt(words.slice(i)) !== null,
  );
  return end < 0 ? words.length : end;
}

function isKeyword(token: Token): boolean {
  const word = lower(token);
  return KEYWORDS.includes(word) || FILLERS.includes(word) || own(SCOPES, word) !== undefined;
}

function isMention(token: Token | undefined): boolean {
  return token !== undefined && /^(?:@|<@)./.test(token.text);
}

/** The stage these words begin with, the longer of two: "solution design" before "solution". */
function stageAt(words: readonly Token[]): { stage: Stage; words: number } | null {
  for (const count of [2, 1]) {
    if (count > words.length) continue;
    const written = textOf(words.slice(0, count)).toLowerCase();
    const stage = own(STAGE_WORDS, written.replaceAll(/[\s-]+/g, "_"));
    if (stage) return { stage, words: count };
  }
  return null;
}

function addStage(request: ListRequest, stage: Stage): void {
  request.stages = [...new Set([...(request.stages ?? []), stage])];
  // Asking for a closed stage means closed deals.
  if (CLOSED_STAGES.includes(stage)) request.status = "any";
}

function setPeriod(request: ListRequest, text: string, context: Context): void {
  const period = parsePeriod(text, context);
  request.closesFrom = period.from;
  request.closesTo = period.to;
  request.closing = period.label;
}

function isPeriod(text: string, context: Context): boolean {
  try {
    parsePeriod(text, context);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const lower = (token: Token | undefined) =>
  token?.quoted ? "" : (token?.text ?? "").toLowerCase();
const textOf = (words: readonly Token[]) => words.map((word) => word.text).join(" ");

/** Only what the table itself holds: everything has a "constructor". */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function unknownWord(word: string): AppError {
  const near = nearest(word, [
    ...KEYWORDS,
    ...Object.keys(SCOPES),
    ...Object.keys(STATUS_WORDS),
    ...Object.keys(STAGE_WORDS),
  ]);
  return new AppError(
    "bad_input",
    `I don't know how to list by “${word}”.`,
    near
      ? `Did you mean \`${near}\`?`
      : "Like `/deal list mine stage proposal closing this month at risk`; `/deal search` finds names.",
  );
}
