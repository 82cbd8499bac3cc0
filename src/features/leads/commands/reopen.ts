import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { beforeForm, reopenBecause } from "../doing.ts";
import { reopenModal } from "../modals/one-thing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const reopenCommand = defineCommand({
  command: "/lead",
  verb: "reopen",
  summary: "Take a disqualified lead up again, with the reason",
  example: "/lead reopen lead_3 because they called back",
  permission: "lead.create",
  args: { lead: leadRef, reason: named("because", phrase("the reason")) },
  async run({ lead, reason }, call) {
    const id = await resolveLead(call, lead);
    if (reason) return reopenBecause(call, id, reason);
    await call.open(reopenModal.open(await beforeForm(call, id, "reopen")));
    return null;
  },
});
