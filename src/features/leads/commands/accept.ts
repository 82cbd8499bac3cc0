import { defineCommand } from "../../../slack/command.ts";
import { acceptNow } from "../doing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const acceptCommand = defineCommand({
  command: "/lead",
  verb: "accept",
  summary: "Accept a lead you were given, or take one that nobody has",
  example: "/lead accept lead_3",
  permission: "lead.see",
  args: { lead: leadRef },
  run: async ({ lead }, call) => acceptNow(call, await resolveLead(call, lead), null),
});
