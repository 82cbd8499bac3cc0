import { AppError } from "../kernel/errors.ts";
import { nearest, type Token, tokenize, unescapeSlack } from "../kernel/text.ts";
import type { Command } from "./command.ts";

/** The verbs of all slash commands, found by the longest that matches. */
export type Router = {
  commands: readonly Command[];
  /**
   * @returns the command and the words after its verb
   * @throws AppError bad_input for an unknown verb, with the nearest one
   */
  find(command: string, text: string): { command: Command; words: readonly Token[] };
};

/** Builds the router; a verb that two features claim stops start-up. */
export function buildRouter(commands: readonly Command[]): Router {
  const verbs = new Map<string, Command>();
  for (const one of commands) {
    const key = `${one.command} ${one.verb}`;
    if (verbs.has(key)) throw new Error(`${key} is declared twice`);
    verbs.set(key, one);
  }
  return {
    commands,
    find(command, text) {
      const written = text.trim();
      const short = commands.find((c) => c.command === command && c.shorthand?.test(written));
      // Entities are read after the words are split: a typed "&lt;" must not become a mention.
      const words = tokenize(written).map((word) => ({ ...word, text: unescapeSlack(word.text) }));
      if (short) return { command: short, words };
      const first = words.slice(0, 2).map((word) => word.text.toLowerCase());
      for (let n = first.length; n > 0; n--) {
        const found = verbs.get(`${command} ${first.slice(0, n).join(" ")}`);
        if (found) return { command: found, words: words.slice(n) };
      }
      const help = verbs.get(`${command} help`);
      if (help && words.length === 0) return { command: help, words };
      throw unknownVerb(commands, command, first[0] ?? "");
    },
  };
}

function unknownVerb(commands: readonly Command[], command: string, verb: string): AppError {
  const near = nearest(
    verb,
    commands.filter((c) => c.command === command).map((c) => c.verb),
  );
  const meant = commands.find((c) => c.command === command && c.verb === near);
  return new AppError(
    "bad_input",
    `${command} has no “${verb}”.`,
    meant
      ? `Did you mean \`${meant.usage}\`? For example \`${meant.example}\`.`
      : `\`${command} help\` lists what it can do.`,
  );
}
