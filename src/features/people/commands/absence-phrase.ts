import { type Day, dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Token } from "../../../kernel/text.ts";
import { type Arg, day, type PersonRef, person } from "../../../slack/args.ts";

/** An absence as somebody wrote it. */
export type WrittenAbsence = {
  /** Whose; their own when left out. */
  person?: PersonRef;
  from?: Day;
  to?: Day;
  delegate?: PersonRef;
};

type Part = "from" | "to" | "delegate";
const KEYWORDS: Readonly<Record<string, Part>> = {
  from: "from",
  until: "to",
  till: "to",
  to: "to",
  for: "delegate",
};
const HINT = "`until fri`, `from 24 dec to 2 jan for @eli`, or `@dan until fri`";

/** `@dan from 24 dec to 2 jan for @eli`: whose, from when, until when, and who stands in; each may be left out. */
export function absencePhrase(): Arg<WrittenAbsence> {
  return {
    hint: HINT,
    optional: false,
    words: Number.POSITIVE_INFINITY,
    parse(words, context) {
      const written: WrittenAbsence = {};
      const { before, parts } = split(words);
      if (before.length > 0) {
        const isPerson = /^(<@|@)/.test(before[0]?.text ?? "");
        if (isPerson) written.person = person().parse(before, context);
        else written.to = day().parse(before, context);
      }
      for (const [part, value] of parts) {
        if (part === "delegate") written.delegate = person().parse(value, context);
        else written[part] = day().parse(value, context);
      }
      // A day alone is that day; an end alone begins today.
      if (written.from && !written.to) written.to = written.from;
      if (written.to && !written.from) written.from = dayOf(context.now, context.timeZone);
      return written;
    },
  };
}

function split(words: readonly Token[]): { before: Token[]; parts: Map<Part, Token[]> } {
  const before: Token[] = [];
  const parts = new Map<Part, Token[]>();
  let open = before;
  for (const word of words) {
    const key = word.quoted ? "" : word.text.toLowerCase();
    const part = Object.hasOwn(KEYWORDS, key) ? KEYWORDS[key] : undefined;
    if (!part) {
      open.push(word);
      continue;
    }
    if (parts.has(part))
      throw new AppError(
        "bad_input",
        `\`${word.text}\` says again what stood there.`,
        `Try ${HINT}.`,
      );
    open = [];
    parts.set(part, open);
  }
  for (const [part, value] of parts)
    if (value.length === 0)
      throw new AppError(
        "bad_input",
        part === "delegate" ? "Who stands in is missing." : "A day is missing.",
        `Try ${HINT}.`,
      );
  return { before, parts };
}
