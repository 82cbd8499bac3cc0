import { z } from "zod";
import { formatMoney, moneySchema } from "../../kernel/money.ts";
import { plural } from "../../kernel/text.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { bold, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { showDeal } from "./actions.ts";
import { dealHeading, inSentence } from "./views/names.ts";

/** Tells the people of a deal what somebody else did to it. The words are made, and escaped, when it happens. */
export const dealChanged = defineNotification({
  kind: "deals.changed",
  data: z.object({
    id: z.number().int(),
    title: z.string(),
    accountName: z.string().nullable(),
    actorName: z.string(),
    what: z.array(z.string()),
  }),
  render(news) {
    const what = new Mrkdwn(news.what.join("; "));
    return {
      text: md`${news.actorName} on ${inSentence(news)}: ${what}`.text,
      blocks: [
        section(md`${dealHeading(news)}\n${news.actorName} ${what}`),
        ...actions(showDeal.button("Open deal", { id: news.id })),
      ],
    };
  },
});

/** Celebrates a won deal, once, where the workspace wants to read of it. */
export const dealWon = defineNotification({
  kind: "deals.won",
  data: z.object({
    title: z.string(),
    accountName: z.string().nullable(),
    ownerName: z.string(),
    amount: moneySchema.nullable(),
    days: z.number().int(),
  }),
  render(news) {
    const amount = news.amount ? md` ${formatMoney(news.amount, "plain")},` : "";
    const text = md`${EMOJI.won} ${bold(news.ownerName)} won ${inSentence(news)}:${amount} after ${plural(news.days, "day")}.`;
    return { text: text.text, blocks: [section(text)] };
  },
});
