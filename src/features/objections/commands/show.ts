import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { answerCard } from "../answers.ts";
import { resolveObjection } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/objection",
  verb: "show",
  summary: "An objection with the play to try, and what you can do",
  example: "/objection show obj_9",
  permission: "deal.see",
  shorthand: /^obj[_-]?\d+$/i,
  args: { objection: thingRef("obj") },
  async run({ objection }, call) {
    return answerCard(call, await resolveObjection(call, objection));
  },
});
