import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal, seeDeal } from "../../deals/index.ts";
import { answerChallenge } from "../answers.ts";
import { openLogChallenge } from "../modals/challenge.ts";
import { logChallenge } from "../operations/challenges.ts";

export const challengeCommand = defineCommand({
  command: "/deal",
  verb: "challenge",
  summary: "Log what stands in the way of a deal; without the text a form opens",
  example: "/deal challenge acme Their security team must approve every new vendor",
  permission: "discovery.log",
  args: { deal: dealRef, text: optional(phrase("what stands in the way")) },
  async run({ deal, text }, call) {
    const id = await resolveDeal(call, deal);
    const view = await seeDeal(call, id);
    if (!text) {
      await call.open(openLogChallenge({ ...view.deal, accountName: view.accountName }));
      return null;
    }
    return answerChallenge(call, await logChallenge(call, id, { text }));
  },
});
