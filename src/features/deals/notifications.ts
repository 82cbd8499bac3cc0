import { z } from "zod";
import { formatMoney, moneySchema } from "../../kernel/money.ts";
import { joinWords, plural } from "../../kernel/text.ts";
import { defineNotification, type Message } from "../../notify/define-notification.ts";
import { firstLines, newestLines } from "../../notify/lines.ts";
import { actions, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { bold, lines, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { showDeal } from "./actions.ts";
import { dealHeading, inSentence } from "./views/names.ts";

type DealNews = {
  id: number;
  title: string;
  accountName: string | null;
  actorName: string;
  what: string[];
};

/** Changes of one deal under each other, or of many deals in one line. */
function manyChanges(news: readonly DealNews[]): Message {
  const deals = new Map(news.map((each) => [each.id, each]));
  const actors = [...new Set(news.map((each) => each.actorName))];
  const [first] = news;
  if (deals.size === 1 && first) {
    const changes = news.map((each) => md`${each.actorName} ${new Mrkdwn(each.what.join("; "))}`);
    return {
      text: md`${inSentence(first)}: ${changes.at(-1) ?? ""}`.text,
      blocks: [
        section(lines(dealHeading(first), newestLines(changes))),
        ...actions(showDeal.button("Open deal", { id: first.id })),
      ],
    };
  }
  const text = md`${joinWords(actors.slice(0, 3), "and")}${actors.length > 3 ? " and others" : ""} changed ${deals.size} of your deals`;
  const names = firstLines([...deals.values()].map((each) => md`• ${inSentence(each)}`));
  return { text: text.text, blocks: [section(lines(md`${text}:`, names))] };
}

/** Tells the people of a deal what somebody else did to it. The words are made, and escaped, when it happens. */
export const dealChanged = defineNotification({
  kind: "deals.changed",
  topic: "deal_changes",
  subject: ({ id }) => `deal:${id}`,
  line: ({ actorName, what }) => md`${actorName} ${new Mrkdwn(what.join("; "))}`,
  merge: (news) => manyChanges(news),
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
  topic: "wins",
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
