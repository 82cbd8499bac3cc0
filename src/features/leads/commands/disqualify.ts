import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { beforeForm, disqualifyBecause } from "../doing.ts";
import { disqualifyModal } from "../modals/one-thing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const disqualifyCommand = defineCommand({
  command: "/lead",
  verb: "disqualify",
  summary: "End a lead, with the reason",
  example: "/lead disqualify lead_3 because no budget before next year",
  permission: "lead.create",
  args: { lead: leadRef, reason: named("because", phrase("the reason")) },
  async run({ lead, reason }, call) {
    const id = await resolveLead(call, lead);
    if (reason) return disqualifyBecause(call, id, reason);
    await call.open(disqualifyModal.open(await beforeForm(call, id, "disqualify")));
    return null;
  },
});
