import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { acceptNow } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const acceptCommand = defineCommand({
  command: "/poc",
  verb: "accept",
  summary:
    "Record that the customer accepted; with a must-have open, their written word is asked for",
  example: "/poc accept poc_4",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => acceptNow(call, await resolvePoc(call, poc)),
});
