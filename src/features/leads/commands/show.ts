import { defineCommand } from "../../../slack/command.ts";
import { show } from "../doing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/lead",
  verb: "show",
  summary: "A lead: who it is, how it stands, what you can do",
  example: "/lead show lead_3",
  permission: "lead.see",
  shorthand: /^lead[_-]?\d+$/i,
  args: { lead: leadRef },
  run: async ({ lead }, call) => show(call, await resolveLead(call, lead)),
});
