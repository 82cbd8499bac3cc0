import { defineCommand } from "../../../slack/command.ts";
import { list } from "../doing.ts";

export const listCommand = defineCommand({
  command: "/approval",
  verb: "list",
  summary: "What waits for you, what you asked for, and what was decided lately",
  example: "/approval list",
  permission: "approval.decide",
  shorthand: /^$/,
  args: {},
  run: (_, call) => list(call),
});
