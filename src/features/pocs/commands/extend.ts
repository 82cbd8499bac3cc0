import { day, named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { extendUntil } from "../doing.ts";
import { beforeForm } from "../interactions.ts";
import { openExtend } from "../modals/run-poc.ts";
import { resolvePoc } from "../reading.ts";

export const extendCommand = defineCommand({
  command: "/poc",
  verb: "extend",
  summary: "Move the end, with the reason; a completed one is taken up again",
  example: "/poc extend poc_4 until 18 december because their data came late",
  permission: "engineering.work",
  args: {
    poc: thingRef("poc"),
    day: named("until", day()),
    reason: named("because", phrase("the reason")),
  },
  async run({ poc, day: until, reason }, call) {
    const id = await resolvePoc(call, poc);
    if (until && reason) return extendUntil(call, id, until, reason);
    await call.open(openExtend(await beforeForm(call, id, "extend"), call));
    return null;
  },
});
