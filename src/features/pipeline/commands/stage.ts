import { reportCommand } from "./report-command.ts";

export const stageCommand = reportCommand({
  verb: "stage",
  summary: "Open deals by stage: value, how many go on, how long they stay",
  example: "/pipeline stage team",
});
