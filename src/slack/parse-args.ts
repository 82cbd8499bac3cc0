import { AppError } from "../kernel/errors.ts";
import type { Token } from "../kernel/text.ts";
import type { Arg, ArgContext, Args, ArgValues } from "./args.ts";

type Entry = { name: string; arg: Arg<unknown> };
type Values = Record<string, unknown>;

/**
 * Gives each argument its words. Arguments with a keyword are taken out first; of the rest, each split of the words is tried,
 * short first arguments before long ones, until every argument understands what it got: `move acme corp proposal` needs no quotes.
 * @throws AppError bad_input naming the argument that is missing or not understood
 */
export function parseArgs<A extends Args>(
  args: A,
  words: readonly Token[],
  context: ArgContext,
): ArgValues<A> {
  const entries = Object.entries(args).map(([name, arg]) => ({ name, arg }));
  const values: Values = {};
  const rest = takeNamed(
    entries.filter((entry) => entry.arg.keyword),
    words,
    context,
    values,
  );
  const positional = entries.filter((entry) => !entry.arg.keyword);
  const split = firstSplit(positional, rest, context) ?? explain(positional, rest, context);
  return { ...values, ...split } as ArgValues<A>;
}

/** `<deal> <stage> [close <date>]`: how the arguments are written. */
export function usageOf(args: Args): string {
  return Object.entries(args)
    .map(([name, arg]) => {
      const written = arg.keyword ? `${arg.keyword} <${name}>` : name;
      return arg.optional ? `[${written}]` : `<${written}>`;
    })
    .join(" ");
}

function takeNamed(
  entries: readonly Entry[],
  words: readonly Token[],
  context: ArgContext,
  values: Values,
): readonly Token[] {
  let left = words;
  const isKeyword = (token: Token | undefined) =>
    token !== undefined &&
    !token.quoted &&
    entries.some((entry) => entry.arg.keyword === token.text.toLowerCase());
  for (const { name, arg } of entries) {
    const at = left.findIndex(
      (token, i) => i > 0 && !token.quoted && token.text.toLowerCase() === arg.keyword,
    );
    if (at < 0) continue;
    let most = at + 1;
    while (most < left.length && most - at <= arg.words && !isKeyword(left[most])) most++;
    if (most === at + 1)
      throw new AppError("bad_input", `After \`${arg.keyword}\` comes ${arg.hint}.`);
    let failure: unknown;
    let end = most;
    for (; end > at + 1; end--) {
      const tried = attempt(arg, left.slice(at + 1, end), context);
      if ("value" in tried) {
        values[name] = tried.value;
        break;
      }
      failure ??= tried.error;
    }
    if (end === at + 1) throw failure;
    left = [...left.slice(0, at), ...left.slice(end)];
  }
  return left;
}

/** The first way to share the words out so that every argument is understood, or null. */
function firstSplit(
  entries: readonly Entry[],
  words: readonly Token[],
  context: ArgContext,
): Values | null {
  const [entry, ...others] = entries;
  if (!entry) return words.length === 0 ? {} : null;
  const least = others.filter((other) => !other.arg.optional).length;
  const most = Math.min(entry.arg.words, words.length - least);
  const start = others.length === 0 ? words.length : 1;
  for (let n = start; n >= 1 && n <= most; n++) {
    const tried = attempt(entry.arg, words.slice(0, n), context);
    if (!("value" in tried)) continue;
    const rest = firstSplit(others, words.slice(n), context);
    if (rest) return { [entry.name]: tried.value, ...rest };
  }
  return entry.arg.optional ? firstSplit(others, words, context) : null;
}

/** No split fits: finds the argument to blame and says what it expects. */
function explain(entries: readonly Entry[], words: readonly Token[], context: ArgContext): never {
  const missing = entries.filter((entry) => !entry.arg.optional)[words.length];
  if (missing)
    throw new AppError(
      "bad_input",
      `The ${missing.name} ${missing.name.endsWith("s") ? "are" : "is"} missing: ${missing.arg.hint}.`,
    );
  const greedy = entries.find((entry) => entry.arg.words === Number.POSITIVE_INFINITY);
  let surplus = Math.max(0, words.length - entries.length);
  let at = 0;
  for (const [i, entry] of entries.entries()) {
    if (at >= words.length) break;
    const isTaker = surplus > 0 && (entry === greedy || i === entries.length - 1);
    let take = 1 + (isTaker ? surplus : 0);
    let tried = attempt(entry.arg, words.slice(at, at + take), context);
    const hasOthers = i < entries.length - 1;
    if ("error" in tried && isTaker && hasOthers) {
      // It is understood by its first word alone: what is too much was meant for the next.
      const alone = attempt(entry.arg, words.slice(at, at + 1), context);
      if ("value" in alone) [tried, take] = [alone, 1];
    }
    if ("error" in tried) throw tried.error;
    surplus -= take - 1;
    at += take;
  }
  throw new AppError(
    "bad_input",
    entries.length === 0
      ? "This takes no words after it."
      : `I could not read “${words.map((token) => token.text).join(" ")}” as ${entries.map((entry) => entry.name).join(", then ")}.`,
    "Put names of several words in quotes.",
  );
}

function attempt(
  arg: Arg<unknown>,
  words: readonly Token[],
  context: ArgContext,
): { value: unknown } | { error: AppError } {
  try {
    return { value: arg.parse(words, context) };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}
