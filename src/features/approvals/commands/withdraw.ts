import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { withdrawAndAnswer } from "../doing.ts";
import { resolveApproval } from "../reading.ts";

export const withdrawCommand = defineCommand({
  command: "/approval",
  verb: "withdraw",
  summary: "Take back what you asked for",
  example: "/approval withdraw approval_3",
  permission: "approval.decide",
  args: { request: thingRef("approval") },
  run: async ({ request }, call) => withdrawAndAnswer(call, await resolveApproval(call, request)),
});
