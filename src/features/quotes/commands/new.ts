import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, guessDeal, resolveDeal } from "../../deals/index.ts";
import { draftAnswer } from "../doing.ts";
import { openNewQuote } from "../modals/new-quote.ts";

export const newCommand = defineCommand({
  command: "/quote",
  verb: "new",
  summary: "Draft a quote; the deal's products come along at catalogue prices",
  example: "/quote new acme",
  permission: "quote.write",
  args: { deal: optional(dealRef) },
  async run({ deal }, call) {
    if (deal) return draftAnswer(call, await resolveDeal(call, deal));
    await call.open(openNewQuote(await guessDeal(call, {})));
    return null;
  },
});
