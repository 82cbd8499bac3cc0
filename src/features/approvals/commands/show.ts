import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { show } from "../doing.ts";
import { resolveApproval } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/approval",
  verb: "show",
  summary: "A request: what is asked, whom it waits for, what was said",
  example: "/approval show approval_3",
  permission: "approval.decide",
  shorthand: /^approval[_-]?\d+$/i,
  args: { request: thingRef("approval") },
  run: async ({ request }, call) => show(call, await resolveApproval(call, request)),
});
