import { formatDay } from "../../../kernel/dates.ts";
import { day, optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { planNextStep } from "../domain/edit.ts";
import { nextStepModal } from "../modals/one-thing.ts";
import { changeDeal } from "../operations/change-deal.ts";
import { dealRef, resolveDeal, viewingOf } from "../reading.ts";

export const nextCommand = defineCommand({
  command: "/deal",
  verb: "next",
  summary: "Set a deal's next step and its date; without them a form opens",
  example: '/deal next acme "send the revised quote" friday',
  permission: "deal.change",
  args: { deal: dealRef, step: optional(phrase("the next step")), date: optional(day()) },
  async run({ deal, step, date }, call) {
    const id = await resolveDeal(call, deal);
    if (!step) {
      await call.open(nextStepModal.open({ id }));
      return null;
    }
    const { today } = viewingOf(call);
    const change = await changeDeal(call, id, "deal.change", (locked) =>
      planNextStep(locked.deal, { text: step, date: date ?? null }, today),
    );
    const due = date ? `, ${formatDay(date, { today })}` : "";
    return answerChange(call, change, (name) => md`Next on ${name}: ${step}${due}.`);
  },
});
