import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { startNow } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const startCommand = defineCommand({
  command: "/poc",
  verb: "start",
  summary: "Start a planned one today; early or late it keeps its length",
  example: "/poc start acme",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => startNow(call, await resolvePoc(call, poc)),
});
