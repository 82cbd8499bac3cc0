import { defineCommand } from "../../../slack/command.ts";
import { showHistory } from "../listing.ts";
import { dealRef, resolveDeal } from "../reading.ts";

export const historyCommand = defineCommand({
  command: "/deal",
  verb: "history",
  summary: "Everything that happened to a deal, and who did it",
  example: "/deal history acme",
  permission: "deal.see",
  args: { deal: dealRef },
  run: async ({ deal }, call) => showHistory(call, await resolveDeal(call, deal)),
});
