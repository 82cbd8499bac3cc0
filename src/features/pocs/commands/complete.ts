import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { completeNow } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const completeCommand = defineCommand({
  command: "/poc",
  verb: "complete",
  summary: "End the run; the success report is made and shared",
  example: "/poc complete poc_4",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => completeNow(call, await resolvePoc(call, poc)),
});
