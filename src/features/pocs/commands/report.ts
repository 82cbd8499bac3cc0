import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { reportNow } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const reportCommand = defineCommand({
  command: "/poc",
  verb: "report",
  summary: "Make the success report and share it in the deal's room, or with you",
  example: "/poc report poc_4",
  permission: "deal.see",
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => reportNow(call, await resolvePoc(call, poc)),
});
