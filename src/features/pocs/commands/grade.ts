import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { gradeAt } from "../doing.ts";
import { resolvePoc } from "../reading.ts";

export const gradeCommand = defineCommand({
  command: "/poc",
  verb: "grade",
  summary: "Grade the success criteria, one after the other",
  example: "/poc grade poc_4",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  run: async ({ poc }, call) => gradeAt(call, await resolvePoc(call, poc)),
});
