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
    run: (words, context, call) => run(understood(spec, words, context), call),
  };
}

/** The arguments. @throws AppError bad_input, which shows how the command is written when it has no better advice */
function understood<A extends Args>(
  { args, example }: { args: A; example: string },
  words: readonly Token[],
  context: ArgContext,
): ArgValues<A> {
  try {
    return parseArgs(args, words, context);
  } catch (error) {
    if (!(error instanceof AppError) || error.hint) throw error;
    throw new AppError(error.code, error.message, `Write it like \`${example}\`.`);
  }
}
