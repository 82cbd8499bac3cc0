import { parse } from "yaml";
import { inWorkspace } from "../../../db/workspace.ts";
import { AppError } from "../../../kernel/errors.ts";
import { phrase, word } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { findPersonBySlackId } from "../../people/index.ts";
import { readPath } from "../domain/path.ts";
import { changeSetting } from "../operations.ts";
import { settingText } from "../views/settings.ts";

// YAML 1.2 reads these as words; people mean the switch.
const SWITCHES = new Map<string, boolean | null>([
  ["on", true],
  ["yes", true],
  ["off", false],
  ["no", false],
  ["none", null],
]);

function readValue(written: string): unknown {
  const known = SWITCHES.get(written.trim().toLowerCase());
  if (known !== undefined) return known;
  try {
    return parse(written);
  } catch {
    throw new AppError(
      "bad_input",
      `“${written}” is not understood as a value.`,
      "Write a number, `on`, `off`, `none`, a word, or a list like `[1, 2]`.",
    );
  }
}

/**
 * A person in a value is meant by their number, as the rules of approvals and leads name people.
 * @throws AppError not_found for somebody we have not met
 */
async function withNumbers(call: Call, written: string): Promise<string> {
  const { workspaceId } = call.actor;
  const mentions = [...written.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)];
  let text = written;
  for (const [mention, slackUserId = ""] of mentions) {
    const person = await inWorkspace(call.deps.db, workspaceId, (tx) =>
      findPersonBySlackId(tx, workspaceId, slackUserId),
    );
    if (!person)
      throw new AppError(
        "not_found",
        "I have not met one of these people yet.",
        "Let them type any command first, like `/deal help`.",
      );
    text = text.replace(mention, String(person.id));
  }
  return text;
}

async function change(call: Call, written: string, value: unknown): Promise<Reply> {
  const { path, before, after } = await changeSetting(
    call,
    readPath(written, call.settings),
    value,
  );
  const [was, is] = [settingText(before), settingText(after)];
  return {
    text:
      was === is
        ? md`Nothing to change: ${code(path)} is ${is} already.`
        : md`${code(path)} is ${is} from now on; it was ${was}.`,
  };
}

export const setSetting = defineCommand({
  command: "/deal",
  verb: "settings set",
  summary: "Change a setting of this workspace; admins",
  example: "/deal settings set stageActions.autoQuote off",
  permission: "workspace.administer",
  args: { setting: word("a setting like quote.validDays"), value: phrase("its value") },
  run: async ({ setting, value }, call) =>
    change(call, setting, readValue(await withNumbers(call, value))),
});

export const resetSetting = defineCommand({
  command: "/deal",
  verb: "settings reset",
  summary: "Give a setting its default back; admins",
  example: "/deal settings reset quote.validDays",
  permission: "workspace.administer",
  args: { setting: word("a setting like quote.validDays") },
  run: ({ setting }, call) => change(call, setting, undefined),
});
