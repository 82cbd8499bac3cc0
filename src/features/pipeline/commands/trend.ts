import { reportCommand } from "./report-command.ts";

export const trendCommand = reportCommand({
  verb: "trend",
  summary: "Open and weighted value week by week, the last 13 unless you name a period",
  example: "/pipeline trend team last 6 months",
  prefer: "past",
});
