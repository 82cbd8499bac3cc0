import { defineCommand } from "../../../slack/command.ts";
import { history } from "../doing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const historyCommand = defineCommand({
  command: "/lead",
  verb: "history",
  summary: "Who did what to a lead",
  example: "/lead history lead_3",
  permission: "lead.see",
  args: { lead: leadRef },
  run: async ({ lead }, call) => history(call, await resolveLead(call, lead)),
});
