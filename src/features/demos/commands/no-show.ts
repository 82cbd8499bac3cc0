import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { answerMissed } from "../answers.ts";
import { markMissed } from "../operations/demo-acts.ts";
import { resolveDemo } from "../reading.ts";

export const noShowCommand = defineCommand({
  command: "/demo",
  verb: "no-show",
  summary: "Nobody came: note it, and choose another time",
  example: "/demo no-show acme",
  permission: "engineering.work",
  args: { demo: thingRef("demo") },
  async run({ demo }, call) {
    const id = await resolveDemo(call, demo);
    return answerMissed(call, await markMissed(call, id));
  },
});
