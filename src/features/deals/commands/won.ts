import { defineCommand } from "../../../slack/command.ts";
import { moveAndAnswer } from "../answers.ts";
import { dealRef } from "../reading.ts";
import { because } from "./stage-arg.ts";

export const wonCommand = defineCommand({
  command: "/deal",
  verb: "won",
  summary: "Close a deal as won",
  example: "/deal won acme",
  permission: "deal.change",
  args: { deal: dealRef, reason: because },
  run: ({ deal, reason }, call) =>
    moveAndAnswer(call, deal, { to: "closed_won", override: reason }),
});
