import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, guessDeal, resolveDeal } from "../../deals/index.ts";
import { scopeAny, scopeOn } from "../modals/scope-poc.ts";

export const scopeCommand = defineCommand({
  command: "/poc",
  verb: "scope",
  summary: "Scope a proof of concept in a form: features, dates, success criteria",
  example: "/poc scope acme",
  permission: "engineering.work",
  args: { deal: optional(dealRef) },
  async run({ deal }, call) {
    if (deal) {
      const id = await resolveDeal(call, deal);
      await call.open(scopeOn(call, id));
    } else await call.open(scopeAny(call, await guessDeal(call, {})));
    return null;
  },
});
