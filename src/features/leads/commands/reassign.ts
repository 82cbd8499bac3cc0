import { named, optional, person, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { resolvePerson } from "../../people/index.ts";
import { assignTo, beforeForm } from "../doing.ts";
import { reassignModal } from "../modals/one-thing.ts";
import { leadRef, resolveLead } from "../reading.ts";
import { taker } from "./taker-arg.ts";

export const reassignCommand = defineCommand({
  command: "/lead",
  verb: "reassign",
  summary: "Pass a lead on with a reason: to somebody, or to whom the rules choose",
  example: "/lead reassign lead_3 to @bea because she knows them",
  permission: "lead.see",
  args: {
    lead: leadRef,
    who: optional(taker),
    to: named("to", person()),
    reason: named("because", phrase("the reason")),
  },
  async run({ lead, who, to, reason }, call) {
    const id = await resolveLead(call, lead);
    const ref = who ?? to;
    const meant = ref ? await resolvePerson(call, ref) : null;
    if (reason) return assignTo(call, id, meant ? { personId: meant.id } : "rules", reason);
    const about = await beforeForm(call, id, "assign");
    const chosen = meant?.slackUserId ? { value: meant.slackUserId } : undefined;
    await call.open(reassignModal.open(about, { initial: { person: chosen } }));
    return null;
  },
});
