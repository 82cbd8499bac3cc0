import { defineCommand } from "../../../slack/command.ts";
import { beforeForm } from "../doing.ts";
import { openEditLead } from "../modals/lead-form.ts";
import { leadRef, resolveLead, seeLead } from "../reading.ts";

export const editCommand = defineCommand({
  command: "/lead",
  verb: "edit",
  summary: "Change who a lead is; its card has budget and need",
  example: "/lead edit lead_3",
  permission: "lead.create",
  args: { lead: leadRef },
  async run({ lead }, call) {
    const { id } = await beforeForm(call, await resolveLead(call, lead), "edit");
    await call.open(openEditLead((await seeLead(call, id)).lead));
    return null;
  },
});
