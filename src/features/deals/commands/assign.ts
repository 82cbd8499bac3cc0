import { choice, optional, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerChange } from "../answers.ts";
import { assign } from "../operations/assign.ts";
import { dealRef, resolveDeal } from "../reading.ts";

const PARTS = {
  owner: "owner",
  se: "se",
  engineer: "se",
  member: "member",
  add: "member",
} as const;
const WORDS = { owner: "its owner", se: "its sales engineer", member: "somebody who sees it" };

export const assignCommand = defineCommand({
  command: "/deal",
  verb: "assign",
  summary: "Give a deal to another owner, or name its sales engineer (`se`) or a `member`",
  example: "/deal assign acme se @cat",
  permission: "deal.change",
  args: { deal: dealRef, part: optional(choice("part", PARTS)), person: person() },
  async run({ deal, part = "owner", person: ref }, call) {
    const id = await resolveDeal(call, deal);
    const whom = await resolvePerson(call, ref);
    const change = await assign(call, id, part, whom.id);
    return answerChange(call, change, (on) => md`${whom.name} is now ${WORDS[part]}: ${on}.`);
  },
});
