import { reportCommand } from "./report-command.ts";

export const repCommand = reportCommand({
  verb: "rep",
  summary: "Who has what, what they won, and how their quota is covered",
  example: "/pipeline rep emea q4",
  permission: "deal.see_all",
});
