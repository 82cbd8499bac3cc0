import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { noteOn } from "../domain/write.ts";
import { noteModal } from "../modals/one-thing.ts";
import { changeDeal } from "../operations/change-deal.ts";
import { dealRef, resolveDeal } from "../reading.ts";

export const noteCommand = defineCommand({
  command: "/deal",
  verb: "note",
  summary: "Write a note on a deal; without the text a form opens",
  example: '/deal note "Acme Corp" Jane wants a two-year term',
  permission: "deal.note",
  args: { deal: dealRef, text: optional(phrase("the note")) },
  async run({ deal, text }, call) {
    const id = await resolveDeal(call, deal);
    if (!text) {
      await call.open(noteModal.open({ id }));
      return null;
    }
    const change = await changeDeal(call, id, "deal.note", (locked) => noteOn(locked.deal, text));
    return answerChange(call, change, (name) => md`Noted on ${name}.`);
  },
});
