import { z } from "zod";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { lines, md, sentence } from "../../slack/mrkdwn.ts";
import { followUpDoneButton, putOff, showObjection, stepButton } from "./actions.ts";
import { OBJECTION_STATUSES, OBJECTION_TYPES, SEVERITIES } from "./domain/objection.ts";
import { objectionHeading } from "./views/words.ts";

/** Reminds a person, on the day, of the follow-up they have with a customer. */
export const followUpDue = defineNotification({
  kind: "objections.follow-up-due",
  topic: "reminders",
  data: z.object({
    id: z.number().int(),
    text: z.string(),
    type: z.enum(OBJECTION_TYPES),
    severity: z.enum(SEVERITIES),
    status: z.enum(OBJECTION_STATUSES),
    followUp: z.string(),
    deal: z.object({
      id: z.number().int(),
      title: z.string(),
      accountName: z.string().nullable(),
    }),
  }),
  render(news) {
    const { id, deal, status, followUp } = news;
    const heading = objectionHeading({ objection: news, deal });
    const text = md`${EMOJI.waiting} Follow-up today: ${followUp}.`;
    return {
      text: md`${text} ${heading}`.text,
      blocks: [
        section(lines(text, heading)),
        ...actions(
          status === "open"
            ? stepButton.button("Answered", { id, step: "answer" }, { key: "answer" })
            : stepButton.button("Resolved", { id, step: "resolve" }, { key: "resolve" }),
          putOff.button("Move a week", { id }),
          followUpDoneButton.button("Done", { id }),
          showObjection.button("Open objection", { id }),
        ),
        context(
          sentence(
            "Because you have this follow-up today. “Done” ends it, no reminder comes again.",
          ),
        ),
      ],
    };
  },
});
