import { choice, named, optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { qualifyNow } from "../doing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const qualifyCommand = defineCommand({
  command: "/lead",
  verb: "qualify",
  summary: "Move a lead on to MQL, then SQL; asks for exactly what is missing",
  example: "/lead qualify lead_3 sql",
  permission: "lead.create",
  args: {
    lead: leadRef,
    to: optional(choice("status to qualify to", { mql: "mql", sql: "sql" } as const)),
    reason: named("because", phrase("the reason")),
  },
  run: async ({ lead, to, reason }, call) =>
    qualifyNow(call, await resolveLead(call, lead), { to, reason }),
});
