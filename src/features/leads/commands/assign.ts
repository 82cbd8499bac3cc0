import { choice, named, optional, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { resolvePerson } from "../../people/index.ts";
import { assignTo } from "../doing.ts";
import { leadRef, resolveLead } from "../reading.ts";
import { taker } from "./taker-arg.ts";

export const assignCommand = defineCommand({
  command: "/lead",
  verb: "assign",
  summary: "Give a lead to somebody, or `by rules` to whom the rules choose",
  example: "/lead assign lead_3 to @bea",
  permission: "lead.assign",
  args: {
    lead: leadRef,
    who: optional(taker),
    to: named("to", person()),
    by: named("by", choice("way to assign", { rules: "rules", rule: "rules" } as const)),
  },
  async run({ lead, who, to }, call) {
    const id = await resolveLead(call, lead);
    const ref = who ?? to;
    const meant = ref ? await resolvePerson(call, ref) : null;
    return assignTo(call, id, meant ? { personId: meant.id } : "rules", null);
  },
});
