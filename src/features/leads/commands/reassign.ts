import { named, optional, phrase } from "../../../slack/args.ts";
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
  example: "/lead reassign lead_3 @bea because she knows them",
  permission: "lead.see",
  args: {
    lead: leadRef,
    who: optional(taker),
    reason: named("because", phrase("the reason")),
  },
  async run({ lead, who, reason }, call) {
    const id = await resolveLead(call, lead);
    const meant = who ? await resolvePerson(call, who) : null;
    if (reason) return assignTo(call, id, meant ? { personId: meant.id } : "rules", reason);
    const about = await beforeForm(call, id, "assign");
    const person = meant?.slackUserId ? { value: meant.slackUserId } : undefined;
    await call.open(reassignModal.open(about, { initial: { person } }));
    return null;
  },
});
