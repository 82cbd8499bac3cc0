import { z } from "zod";
import { type Day, dayOf, daySchema, formatDay } from "../../kernel/dates.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { lines, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { inSentence } from "../deals/index.ts";
import { askExtend, completePocNow, gradeNext, showPoc, startPocNow } from "./actions.ts";
import { pocId } from "./domain/poc.ts";
import { REMINDERS, type ReminderKind } from "./domain/reminders.ts";

/** Reminds the sales engineer and the owner of a day in the life of a proof of concept. */
export const pocDue = defineNotification({
  kind: "pocs.due",
  topic: "reminders",
  data: z.object({
    id: z.number().int(),
    kind: z.enum(REMINDERS),
    title: z.string(),
    accountName: z.string().nullable(),
    endsOn: daySchema,
    met: z.number().int(),
    criteria: z.number().int(),
    notTested: z.number().int(),
    at: z.string(),
  }),
  render(due, reader) {
    const { id, kind } = due;
    const today = dayOf(reader.now ?? new Date(due.at), reader.timeZone);
    const headline = md`${sentenceOf(kind, due.endsOn, today, md`${pocId({ id })} on ${inSentence(due)}`)}`;
    const progress =
      kind === "start"
        ? null
        : md`${due.met} of ${due.criteria} criteria met${
            due.notTested > 0 ? `, ${due.notTested} not tested yet` : ""
          }.`;
    const text = lines(headline, progress);
    return {
      text: text.text,
      blocks: [
        section(text),
        ...actions(
          kind === "start"
            ? startPocNow.button("Start today", { id }, { style: "primary" })
            : gradeNext.button("Grade criteria", { id }),
          kind === "day_before_end" ? completePocNow.button("Complete", { id }) : null,
          kind === "start" ? null : askExtend.button("Extend", { id }),
          showPoc.button("Open", { id }),
        ),
      ],
    };
  },
});

function sentenceOf(kind: ReminderKind, endsOn: Day, today: Day, name: Mrkdwn): Mrkdwn {
  const end = formatDay(endsOn, { today });
  switch (kind) {
    case "start":
      return md`The proof of concept ${name} should start today.`;
    case "half_time":
      return md`Half the time of the proof of concept ${name} is over; it ends ${end}.`;
    case "week_before_end":
    case "day_before_end":
      return md`The proof of concept ${name} ends ${end}.`;
  }
}
