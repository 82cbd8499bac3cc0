import { authorize } from "../../../kernel/access.ts";
import { defineCommand } from "../../../slack/command.ts";
import { openEditDeal } from "../modals/edit-deal.ts";
import { dealRef, resolveDeal, seeDeal } from "../reading.ts";

export const editCommand = defineCommand({
  command: "/deal",
  verb: "edit",
  summary: "Change a deal's account, title, amount, close date, contact or probability",
  example: "/deal edit acme",
  permission: "deal.change",
  args: { deal: dealRef },
  async run({ deal }, call) {
    const id = await resolveDeal(call, deal);
    const form = seeDeal(call, id).then((view) => {
      // Asked before the form opens, so that nobody fills in what will be refused; the change asks again.
      authorize(call.actor, "deal.change", view.relations);
      return openEditDeal(view);
    });
    await call.open(form);
    return null;
  },
});
