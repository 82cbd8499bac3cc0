import { reportCommand } from "./report-command.ts";

export const kpisCommand = reportCommand({
  verb: "kpis",
  summary: "Win rate, cycle, coverage and the others beside their targets",
  example: "/pipeline kpis all",
});
