import { AppError } from "../kernel/errors.ts";
import { nearest } from "../kernel/text.ts";
import { optional, phrase } from "./args.ts";
import { context, header, paragraphs } from "./blocks.ts";
import { type Command, defineCommand } from "./command.ts";
import { bold, code, lines, md, sentence } from "./mrkdwn.ts";
import type { Reply } from "./reply.ts";

/** The `help` verb of a slash command, made from the declarations of its other verbs. */
export function helpCommand(
  command: `/${string}`,
  intro: string,
  commands: () => readonly Command[],
): Command {
  return defineCommand({
    command,
    verb: "help",
    summary: "What I can do, or how one verb is written",
    example: `${command} help`,
    permission: "help.read",
    args: { verb: optional(phrase("a verb")) },
    async run({ verb }) {
      const own = commands().filter((one) => one.command === command);
      return verb ? helpOnVerb(command, own, verb) : overview(command, intro, own);
    },
  });
}

function overview(command: string, intro: string, commands: readonly Command[]): Reply {
  const text = md`${command}: ${intro}`;
  const one = commands.find(({ verb }) => verb === "move") ?? commands[0];
  return {
    text,
    blocks: [
      header(`What ${command} can do`),
      ...paragraphs(
        lines(...commands.map((one) => md`${code(one.usage)}  ${sentence(one.summary)}`)),
      ),
      context(
        one ? md`${intro} More on one: ${code(`${command} help ${one.verb}`)}` : md`${intro}`,
      ),
    ],
  };
}

function helpOnVerb(command: string, commands: readonly Command[], verb: string): Reply {
  const wanted = verb.toLowerCase();
  const found = commands.filter((one) => one.verb === wanted || one.verb.startsWith(`${wanted} `));
  if (found.length === 0) {
    const near = nearest(
      wanted,
      commands.map((one) => one.verb),
    );
    throw new AppError(
      "bad_input",
      `${command} has no “${verb}”.`,
      near ? `Did you mean \`${command} help ${near}\`?` : `\`${command} help\` lists all of them.`,
    );
  }
  return {
    text: lines(
      ...found.map((one) =>
        lines(
          md`${bold(one.verb)}: ${sentence(one.summary)}`,
          code(one.usage),
          md`For example ${code(one.example)}`,
        ),
      ),
    ),
  };
}
