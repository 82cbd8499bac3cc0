import { addDays, formatDay } from "../../../kernel/dates.ts";
import { day, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { snoozeDeal } from "../domain/edit.ts";
import { changeDeal } from "../operations/change-deal.ts";
import { dealRef, resolveDeal, viewingOf } from "../reading.ts";

const DEFAULT_DAYS = 7;

export const snoozeCommand = defineCommand({
  command: "/deal",
  verb: "snooze",
  summary: "No reminders about a deal until a day, a week unless you say; `today` ends it",
  example: "/deal snooze acme in 2 weeks",
  permission: "deal.change",
  args: { deal: dealRef, until: optional(day()) },
  async run({ deal, until }, call) {
    const id = await resolveDeal(call, deal);
    const { today } = viewingOf(call);
    const end = until ?? addDays(today, DEFAULT_DAYS);
    const change = await changeDeal(call, id, "deal.change", (locked) =>
      snoozeDeal(locked.deal, end === today ? null : end, today),
    );
    return answerChange(call, change, (name) =>
      end === today
        ? md`Reminders about ${name} are on again.`
        : md`No reminders about ${name} until ${formatDay(end, { today })}.`,
    );
  },
});
