import type { Permission } from "../kernel/access.ts";
import { AppError } from "../kernel/errors.ts";
import type { Token } from "../kernel/text.ts";
import type { ArgContext, Args, ArgValues } from "./args.ts";
import type { Call } from "./call.ts";
import { parseArgs, usageOf } from "./parse-args.ts";
import type { Reply } from "./reply.ts";

/** One verb of a slash command, ready for the router. */
export type Command = {
  command: `/${string}`;
  verb: string;
  summary: string;
  example: string;
  usage: string;
  permission: Permission;
  /** Text that means this verb without naming it: `/deal opp_12` shows the deal. */
  shorthand: RegExp | undefined;
  /** A reply, or null when it opened a modal or answered itself. */
  run(words: readonly Token[], context: ArgContext, call: Call): Promise<Reply | null>;
};

/**
 * Declares one verb. `args` is the parser, the types, the usage line and the help at once.
 * @example defineCommand({ command: "/deal", verb: "note", args: { deal: dealRef, text: phrase("the note") }, … })
 */
export function defineCommand<A extends Args>(spec: {
  command: `/${string}`;
  /** One word, or two like `people set`; the longest that matches wins. */
  verb: string;
  summary: string;
  example: string;
  permission: Permission;
  args: A;
  shorthand?: RegExp;
  run(args: ArgValues<A>, call: Call): Promise<Reply | null>;
}): Command {
  const { args, run, ...rest } = spec;
  return {
    ...rest,
    shorthand: spec.shorthand,
    usage: `${spec.command} ${spec.verb} ${usageOf(args)}`.trim(),
    run: async (words, context, call) => run(await understood(spec, words, context, call), call),
  };
}

/** The arguments. @throws AppError bad_input, which shows how the command is written when it has no better advice */
async function understood<A extends Args>(
  spec: { args: A; example: string },
  words: readonly Token[],
  context: ArgContext,
  call: Call,
): Promise<ArgValues<A>> {
  const asWritten = attempt(spec, words, context);
  if ("values" in asWritten) return asWritten.values;
  const [first, ...others] = Object.values(spec.args);
  const implied = await first?.implied?.(call);
  if (!implied) throw asWritten.error;
  const completed = attempt(spec, [...implied, ...words], context);
  if ("values" in completed) return completed.values;
  // With a word for each of the others only the first was left out, and one of those is to blame.
  const isFirstMissing = words.length <= others.filter((arg) => !arg.optional).length;
  throw isFirstMissing ? completed.error : asWritten.error;
}

function attempt<A extends Args>(
  { args, example }: { args: A; example: string },
  words: readonly Token[],
  context: ArgContext,
): { values: ArgValues<A> } | { error: AppError } {
  try {
    return { values: parseArgs(args, words, context) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.hint) return { error };
    return { error: new AppError(error.code, error.message, `Write it like \`${example}\`.`) };
  }
}
