import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { show } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/poc",
  verb: "show",
  summary: "A proof of concept: how far it is, when it ends, what you can do",
  example: "/poc show poc_4",
  permission: "deal.see",
  shorthand: /^poc[_-]?\d+$/i,
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => show(call, await resolvePoc(call, poc)),
});
