import { authorize } from "../../../kernel/access.ts";
import { type Day, formatDay } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { amount, day, named } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import type { Deal } from "../domain/deal.ts";
import { editDeal } from "../domain/edit.ts";
import { openEditDeal } from "../modals/edit-deal.ts";
import { changeDeal } from "../operations/change-deal.ts";
import { dealRef, resolveDeal, seeDeal, viewingOf } from "../reading.ts";

export const editCommand = defineCommand({
  command: "/deal",
  verb: "edit",
  summary: "Change a deal: amount and close date in one line, everything else in a form",
  example: "/deal edit acme amount 80k close eoq",
  permission: "deal.change",
  args: { deal: dealRef, amount: named("amount", amount()), close: named("close", day()) },
  async run({ deal, amount: value, close }, call) {
    const id = await resolveDeal(call, deal);
    if (value || close) {
      const change = await changeDeal(call, id, "deal.change", (locked) =>
        editDeal(locked.deal, {
          ...(value ? { amount: value } : {}),
          ...(close ? { closeDate: close } : {}),
        }),
      );
      return answerChange(
        call,
        change,
        (name) => md`Saved ${name}: ${asItStands(change.deal, viewingOf(call).today)}.`,
      );
    }
    const form = seeDeal(call, id).then((view) => {
      // Asked before the form opens, so that nobody fills in what will be refused; the change asks again.
      authorize(call.actor, "deal.change", view.relations);
      return openEditDeal(view);
    });
    await call.open(form);
    return null;
  },
});

function asItStands({ amount: value, closeDate }: Deal, today: Day): string {
  return [
    value ? formatMoney(value, "plain") : null,
    closeDate ? `closes ${formatDay(closeDate, { today })}` : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
