import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { stageName as nameOf } from "../domain/stage.ts";
import { reopen } from "../operations/move-deal.ts";
import { dealRef, resolveDeal } from "../reading.ts";
import { because, stageName } from "./stage-arg.ts";

export const reopenCommand = defineCommand({
  command: "/deal",
  verb: "reopen",
  summary: "Open a closed deal again, in negotiation unless you say where; managers and admins",
  example: "/deal reopen acme proposal because the budget is back",
  permission: "deal.override",
  args: { deal: dealRef, stage: optional(stageName), reason: because },
  async run({ deal, stage = "negotiation", reason = "" }, call) {
    const id = await resolveDeal(call, deal);
    const change = await reopen(call, id, { to: stage, reason });
    return answerChange(call, change, (name) => md`Reopened ${name} in ${nameOf(stage)}.`);
  },
});
