import { reportCommand } from "./report-command.ts";

export const insightsCommand = reportCommand({
  verb: "insights",
  summary:
    "How healthy the pipeline is, what holds it up, and the deals at risk with their reasons",
  example: "/pipeline insights mine",
  permission: "deal.see_all",
});
