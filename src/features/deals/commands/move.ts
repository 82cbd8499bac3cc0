import { defineCommand } from "../../../slack/command.ts";
import { moveAndAnswer } from "../answers.ts";
import { dealRef } from "../reading.ts";
import { because, stageName } from "./stage-arg.ts";

export const moveCommand = defineCommand({
  command: "/deal",
  verb: "move",
  summary: "Move a deal to another stage; a manager may skip its gate with `because …`",
  example: "/deal move opp_123 proposal",
  permission: "deal.change",
  args: { deal: dealRef, stage: stageName, reason: because },
  run: ({ deal, stage, reason }, call) =>
    moveAndAnswer(call, deal, { to: stage, override: reason }),
});
