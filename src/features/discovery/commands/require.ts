import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal, seeDeal } from "../../deals/index.ts";
import { answerLogged } from "../answers.ts";
import { requirementLines } from "../domain/lines.ts";
import { openLogRequirements } from "../modals/log-requirements.ts";
import { logRequirements } from "../operations/requirements.ts";

export const requireCommand = defineCommand({
  command: "/deal",
  verb: "require",
  summary: "Log what a customer needs; without the text a form opens, with one requirement a line",
  example: "/deal require acme Single sign-on with Okta",
  permission: "discovery.log",
  args: { deal: dealRef, text: optional(phrase("what the customer needs")) },
  async run({ deal, text }, call) {
    const id = await resolveDeal(call, deal);
    const view = await seeDeal(call, id);
    if (!text) {
      await call.open(openLogRequirements({ known: { ...view.deal, ...view } }));
      return null;
    }
    const texts = requirementLines(text);
    return answerLogged(call, await logRequirements(call, id, { texts }));
  },
});
