import { z } from "zod";
import { dayOf, daySchema, formatDay } from "../../kernel/dates.ts";
import { moneySchema } from "../../kernel/money.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { code, md } from "../../slack/mrkdwn.ts";
import { inSentence } from "../deals/index.ts";
import { askAccept, askDecline, openQuote, reviseNow } from "./actions.ts";
import { quoteId } from "./domain/quote.ts";
import { exact } from "./views/amounts.ts";

const about = z.object({
  id: z.number().int(),
  version: z.number().int(),
  title: z.string(),
  accountName: z.string().nullable(),
  total: moneySchema,
  validUntil: daySchema,
  at: z.string(),
});

/** Reminds the owner that what the customer has will soon no longer hold. */
export const quoteEndsSoon = defineNotification({
  kind: "quotes.ends-soon",
  topic: "reminders",
  data: about,
  subject: ({ id }) => `quote:${id}`,
  render({ id, version, validUntil, total, at, ...deal }, reader) {
    const today = dayOf(reader.now ?? new Date(at), reader.timeZone);
    const text = md`${code(quoteId({ id }))} for ${inSentence(deal)}, ${exact(total)}, is valid until ${formatDay(validUntil, { today })}, and the customer has not answered.`;
    return {
      text: text.text,
      blocks: [
        section(text),
        ...actions(
          askAccept.button("Accepted", { id }, { style: "primary" }),
          askDecline.button("Declined", { id }),
          reviseNow.button("Revise", { id }),
          openQuote.button("Open quote", { id, version }),
        ),
      ],
    };
  },
});

/** Tells the owner that what the customer has no longer holds. */
export const quoteExpired = defineNotification({
  kind: "quotes.expired",
  topic: "reminders",
  data: about,
  subject: ({ id }) => `quote:${id}`,
  render({ id, version, validUntil, total, at, ...deal }, reader) {
    const today = dayOf(reader.now ?? new Date(at), reader.timeZone);
    const text = md`${code(quoteId({ id }))} for ${inSentence(deal)}, ${exact(total)}, has expired: it was valid until ${formatDay(validUntil, { today })}. Revising makes a new version with the same lines.`;
    return {
      text: text.text,
      blocks: [
        section(text),
        ...actions(
          reviseNow.button("Revise", { id }, { style: "primary" }),
          openQuote.button("Open quote", { id, version }),
        ),
      ],
    };
  },
});
