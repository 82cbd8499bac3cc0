import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal, seeDeal, viewingOf } from "../reading.ts";
import { dealCard } from "../views/card.ts";

export const showCommand = defineCommand({
  command: "/deal",
  verb: "show",
  summary: "A deal's card: where it stands, what is next, what you can do",
  example: "/deal show acme",
  permission: "deal.see",
  shorthand: /^opp[_-]?\d+$/i,
  args: { deal: dealRef },
  async run({ deal }, call) {
    const view = await seeDeal(call, await resolveDeal(call, deal));
    return dealCard(view, { ...viewingOf(call), relations: view.relations });
  },
});
