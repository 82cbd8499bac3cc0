import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, guessDeal, resolveDeal } from "../../deals/index.ts";
import { newContractAny, newContractOn } from "../modals/new-contract.ts";

export const newCommand = defineCommand({
  command: "/contract",
  verb: "new",
  summary: "Make a contract in a form: template, payment, support, value, term",
  example: "/contract new acme",
  permission: "quote.write",
  args: { deal: optional(dealRef) },
  async run({ deal }, call) {
    if (deal) await call.open(newContractOn(call, await resolveDeal(call, deal)));
    else await call.open(newContractAny(call, await guessDeal(call, {})));
    return null;
  },
});
