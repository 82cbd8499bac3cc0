import { reportCommand } from "./report-command.ts";

export const summaryCommand = reportCommand({
  verb: "summary",
  summary: "Where the pipeline stands: `mine`, `team`, `all`, a team or a person, and a period",
  example: "/pipeline summary emea this quarter",
  // The command alone, and whose or when without a verb before it.
  shorthand: /^$|^(mine|my|team|all|everyone|this|next|last|q[1-4])(\s|$)|^<@/i,
});
