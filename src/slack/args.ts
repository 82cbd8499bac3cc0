import { type Day, parseDay, parseMoment } from "../kernel/dates.ts";
import { AppError } from "../kernel/errors.ts";
import { type Money, parseMoney } from "../kernel/money.ts";
import { joinWords, nearest, type Token } from "../kernel/text.ts";
import type { Call } from "./call.ts";

/** What an argument may need to know to be understood. */
export type ArgContext = { now: Date; timeZone: string; currency: string };

/** One argument of a command: how it is written, how many words it may take, and what it means. */
export type Arg<T> = {
  /** Said when it is missing, and shown in the help: "opp_123 or an account name". */
  hint: string;
  optional: boolean;
  /** The word before it, when it is not known by its place: `close` in `close friday`. */
  keyword?: string;
  /** The most words it takes. */
  words: number;
  /** @throws AppError bad_input when the words don't mean such a thing */
  parse(words: readonly Token[], context: ArgContext): T;
  /** The words that are meant where it was left out, and nothing can be made of the others without it: in a deal's room, its deal. */
  implied?(call: Call): Promise<readonly Token[] | null>;
};
export type Args = Readonly<Record<string, Arg<unknown>>>;
export type ArgValues<A extends Args> = { [K in keyof A]: A[K] extends Arg<infer T> ? T : never };

const text = (words: readonly Token[]) => words.map((word) => word.text).join(" ");

/** One word, or several in quotes. */
export function word(hint: string): Arg<string> {
  return { hint, optional: false, words: 1, parse: text };
}

/** Any number of words. */
export function phrase(hint: string): Arg<string> {
  return { hint, optional: false, words: Number.POSITIVE_INFINITY, parse: text };
}

/** An amount as people write it: `50k`, `€50.000`, `50,000 USD`. */
export function amount(): Arg<Money> {
  return {
    hint: "an amount like 50k or 50,000 USD",
    optional: false,
    words: 2,
    parse: (words, { currency }) => parseMoney(text(words), currency),
  };
}

/** A day as people write it, after an optional "on", "by", "due" or "until". */
export function day(): Arg<Day> {
  return {
    hint: "a date like friday, eoq or 2027-03-31",
    optional: false,
    words: 5,
    parse: (words, { now, timeZone }) =>
      parseDay(text(words).replace(/^(on|by|due|until|till)\s+/i, ""), { now, timeZone }),
  };
}

/** A day with a time of day, by the clocks of the person who writes it: `tomorrow 15:00`, `fri 3pm`. */
export function moment(): Arg<Date> {
  return {
    hint: "a day and a time like tomorrow 15:00, fri 3pm or 2026-11-27 15:00",
    optional: false,
    words: 7,
    parse: (words, { now, timeZone }) => parseMoment(text(words), { now, timeZone }),
  };
}

/** A Slack user: a mention, or a name for `people` to look up. */
export type PersonRef = { slackUserId: string } | { name: string } | "me";

/** A person: `@ada`, `me`, or a name. */
export function person(): Arg<PersonRef> {
  return {
    hint: "a person like @ada, or me",
    optional: false,
    words: 3,
    parse(words) {
      const written = text(words).trim();
      if (/^me$/i.test(written)) return "me";
      const mention = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(written);
      if (mention?.[1]) return { slackUserId: mention[1] };
      // So that `assign acme corp @cat` is read as the deal “acme corp” and Cat.
      if (words.some((one, i) => /^<@/.test(one.text) || (i > 0 && /^(?:@|me$)/i.test(one.text))))
        throw new AppError(
          "bad_input",
          `“${written}” is not one person.`,
          "Write one, like @ada, or me.",
        );
      return { name: written.replace(/^@/, "") };
    },
  };
}

/** One of a few words; aliases map to the same value, an unknown one suggests the nearest. */
export function choice<T extends string>(
  what: string,
  values: Readonly<Record<string, T>>,
  words = 1,
): Arg<T> {
  const spoken = (value: T) => (words > 1 ? value.replaceAll("_", " ") : value);
  const names = [...new Set(Object.values(values))].map(spoken);
  return {
    hint: joinWords(names, "or"),
    optional: false,
    words,
    parse(tokens) {
      const key = text(tokens)
        .toLowerCase()
        .replaceAll(/[\s-]+/g, "_");
      const found = Object.hasOwn(values, key) ? values[key] : undefined;
      if (found) return found;
      const near = nearest(key, Object.keys(values));
      const meant = near === null ? undefined : values[near];
      throw new AppError(
        "bad_input",
        `There is no ${what} “${text(tokens)}”.`,
        meant
          ? `Did you mean \`${spoken(meant)}\`? The choices: ${joinWords(names, "or")}.`
          : `The choices: ${joinWords(names, "or")}.`,
      );
    },
  };
}

/** Makes an argument one that may be left out. */
export function optional<T>(arg: Arg<T>): Arg<T | undefined> {
  return { ...arg, optional: true };
}

/** An argument known by the word before it, in any place: `close 2027-03-31`. Always optional. */
export function named<T>(keyword: string, arg: Arg<T>): Arg<T | undefined> {
  return { ...arg, keyword, optional: true };
}
