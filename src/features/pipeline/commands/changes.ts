import { reportCommand } from "./report-command.ts";

export const changesCommand = reportCommand({
  verb: "changes",
  summary:
    "What was added, won, lost, slipped or grew, and how it adds up; the last 7 days, or `since` a day",
  example: "/pipeline changes team since monday",
  prefer: "past",
});
