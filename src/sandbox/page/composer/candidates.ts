/// <reference lib="dom" />
import type { CompletionCommand, Completions } from "../../page-completion.ts";
import type { PageState } from "../../page-state.ts";
import { lookUp } from "../api.ts";
import { emojiLike } from "../blocks/emoji.ts";
import { avatar } from "../ui/avatar.ts";
import type { Choice } from "../ui/listbox.ts";

/** What could stand where the cursor is. */
export type Candidates = {
  choices: Choice[];
  /** From where to the cursor the text is replaced by the value picked. */
  from: number;
  /** Enter takes the first one: what was typed means nothing else. */
  isEager: boolean;
  /** How the command is written, shown above. */
  usage: string | null;
};

const MOST = 12;
const PAUSE_MS = 60;

/** Finds what fits the text before the cursor; null when there is nothing to offer. `isStale` says that somebody typed on. */
export async function candidates(
  text: string,
  state: PageState,
  completions: Completions,
  isStale: () => boolean,
): Promise<Candidates | null> {
  return (
    named(text, state) ??
    (text.startsWith("/") ? commandPart(text, state, completions, isStale) : emojiPart(text))
  );
}

/** People after @, channels after #. */
function named(text: string, state: PageState): Candidates | null {
  const [, sign, typed = ""] = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(text) ?? [];
  if (!sign) return null;
  const from = text.length - typed.length - 1;
  const like = (name: string) =>
    name
      .toLowerCase()
      .split(" ")
      .some((word) => word.startsWith(typed.toLowerCase()));
  const choices: Choice[] =
    sign === "@"
      ? state.people
          .filter((each) => like(each.name) || like(each.handle))
          .map((each) => ({
            value: `@${each.handle} `,
            text: each.name,
            note: each.title,
            lead: avatar(each),
          }))
      : state.channels
          .filter((each) => !each.isIm && each.name.includes(typed.toLowerCase()))
          .map((each) => ({ value: `#${each.name} `, text: `#${each.name}`, note: each.topic }));
  return choices.length > 0
    ? { choices: choices.slice(0, MOST), from, isEager: true, usage: null }
    : null;
}

function emojiPart(text: string): Candidates | null {
  const typed = /(?:^|\s):([a-z0-9_+-]{2,})$/.exec(text)?.[1];
  if (!typed) return null;
  const choices = emojiLike(typed).map(({ name, drawn }) => ({
    value: `:${name}: `,
    text: `${drawn} :${name}:`,
  }));
  if (choices.length === 0) return null;
  return {
    choices: choices.slice(0, MOST),
    from: text.length - typed.length - 1,
    isEager: true,
    usage: null,
  };
}

async function commandPart(
  text: string,
  state: PageState,
  completions: Completions,
  isStale: () => boolean,
): Promise<Candidates | null> {
  const all = completions.commands ?? [];
  const space = text.search(/\s/);
  if (space < 0) return commands(text, state, all);
  const command = text.slice(0, space);
  const own = all.filter((each) => each.command === command);
  const start = space + (/^\s+/.exec(text.slice(space))?.[0].length ?? 0);
  const rest = text.slice(start);
  const verb = verbOf(own, rest);
  if (verb) return argument(text, start + verb.verb.length, verb, completions, isStale);
  const fitting = own.filter((each) => each.verb.startsWith(rest.toLowerCase()));
  if (fitting.length === 0) return null;
  return {
    choices: fitting.map((each) => ({
      value: each.usage === `${command} ${each.verb}` ? each.verb : `${each.verb} `,
      text: each.usage.slice(command.length + 1),
      note: unmarked(each.summary),
    })),
    from: start,
    isEager: rest !== "",
    usage: null,
  };
}

function commands(
  typed: string,
  state: PageState,
  all: readonly CompletionCommand[],
): Candidates | null {
  const choices = state.commands
    .filter((each) => each.startsWith(typed))
    .map((each) => {
      const verbs = all.filter((one) => one.command === each).map((one) => one.verb);
      return { value: `${each} `, text: each, note: verbs.slice(0, 6).join(", ") };
    });
  return choices.length > 0
    ? { choices, from: 0, isEager: !state.commands.includes(typed), usage: null }
    : null;
}

const unmarked = (summary: string) => summary.replaceAll("`", "");

/** The longest verb that is written out, with something after it. */
function verbOf(own: readonly CompletionCommand[], rest: string): CompletionCommand | undefined {
  return own
    .filter((each) => rest.toLowerCase().startsWith(`${each.verb} `))
    .toSorted((a, b) => b.verb.length - a.verb.length)[0];
}

/** What stands at the place of the word under the cursor, read from the usage: `<deal> <stage> [close <date>]`. */
async function argument(
  text: string,
  from: number,
  verb: CompletionCommand,
  { lookups = {}, words = {} }: Completions,
  isStale: () => boolean,
): Promise<Candidates | null> {
  const typedWords = text.slice(from).match(/"[^"]*"?|\S+/g) ?? [];
  const isNew = /\s$/.test(text) && !/^"[^"]*$/.test(typedWords.at(-1) ?? "");
  const current = isNew ? "" : (typedWords.at(-1) ?? "");
  const place = Math.max(0, typedWords.length - (isNew ? 0 : 1));
  const names = verb.usage
    .slice(`${verb.command} ${verb.verb}`.length)
    .match(/<[^>]+>|\[[^\]]+\]/g);
  const name = /[a-z]+(?=[>\]]*$)/i.exec(names?.[place] ?? "")?.[0] ?? "";
  const query = current.replaceAll('"', "");
  const known = words[name]?.filter((each) => each.startsWith(query.toLowerCase())) ?? [];
  const action = lookups[name];
  const found: Choice[] = known.map((each) => ({ value: `${each} `, text: each }));
  // The app is asked when the typing pauses, not for each letter.
  if (action) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (action && !isStale())
    for (const { insert, label } of await lookUp(action, query))
      found.push({ value: `${insert} `, text: label });
  const isWritten = found.some((each) => each.value.trim() === current);
  return {
    choices: isWritten ? [] : found.slice(0, MOST),
    from: text.length - current.length,
    isEager: false,
    usage: `${verb.usage}   ${unmarked(verb.summary)}`,
  };
}
