import { reportCommand } from "./report-command.ts";

export const monthCommand = reportCommand({
  verb: "month",
  summary: "Open deals by the month in which they are to close",
  example: "/pipeline month all",
});
