import { z } from "zod";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { bold, code, join, lines, link, Mrkdwn, md, sentence } from "../../slack/mrkdwn.ts";
import { inSentence } from "../deals/index.ts";
import { askDelivered, refreshNow, showDemo, showEnvironment } from "./actions.ts";
import { demoId } from "./domain/demo.ts";
import { timeText, whenText } from "./domain/when.ts";

const about = {
  id: z.number().int(),
  title: z.string(),
  dealTitle: z.string(),
  accountName: z.string().nullable(),
};

/** Tells a demo's sales engineer, and who asked for it, what somebody else did to it. The words are made, and escaped, when it happens. */
export const demoChanged = defineNotification({
  kind: "demos.changed",
  topic: "deal_changes",
  subject: ({ id }) => `demo:${id}`,
  line: ({ actorName, words }) => md`${actorName} ${new Mrkdwn(words)}`,
  data: z.object({ ...about, actorName: z.string(), words: z.string() }),
  render(news) {
    const words = new Mrkdwn(news.words);
    const deal = inSentence({ title: news.dealTitle, accountName: news.accountName });
    return {
      text: md`${news.actorName} on ${deal}: ${words}`.text,
      blocks: [
        section(md`${deal}  ${code(demoId(news))}\n${news.actorName} ${words}`),
        ...actions(showDemo.button("Open demo", { id: news.id })),
      ],
    };
  },
});

/** Reminds of a demo the day before it and shortly before it, by the reader's own clock. */
export const demoReminder = defineNotification({
  kind: "demos.reminder",
  topic: "reminders",
  urgency: "now",
  // Whoever gives a demo at nine in the evening wants to be reminded then.
  throughQuiet: ({ which }) => which === "soon",
  data: z.object({
    ...about,
    at: z.iso.datetime(),
    startsAt: z.iso.datetime(),
    which: z.enum(["day", "soon"]),
    seName: z.string(),
    scriptUrl: z.string().nullable(),
    features: z.array(z.string()),
  }),
  render(news, { timeZone, now = new Date(news.at) }) {
    const clock = { now, timeZone };
    const startsAt = new Date(news.startsAt);
    const deal = inSentence({ title: news.dealTitle, accountName: news.accountName });
    const when =
      news.which === "soon"
        ? `in 15 minutes, at ${timeText(startsAt, clock)}`
        : whenText(startsAt, clock);
    const text = md`Demo ${when}: ${bold(news.title)} for ${deal}, with ${news.seName}.`;
    return {
      text: text.text,
      blocks: [
        section(
          lines(
            text,
            news.features.length > 0 ? md`Shows: ${news.features.join(", ")}` : null,
            news.scriptUrl ? link("Script", news.scriptUrl) : null,
          ),
        ),
        ...actions(
          showDemo.button("Open demo", { id: news.id }),
          news.which === "soon" ? askDelivered.button("How it went…", { id: news.id }) : null,
        ),
      ],
    };
  },
});

/** Tells those who keep the demo environment, once, that it does not refresh any more. */
export const environmentFailed = defineNotification({
  kind: "demos.environment-failed",
  topic: "reminders",
  data: z.object({ error: z.string(), host: z.string().nullable() }),
  render({ error, host }) {
    const text = md`${EMOJI.risk} The demo environment could not be refreshed${host ? ` at ${host}` : ""}: ${sentence(error)}`;
    return {
      text: text.text,
      blocks: [
        section(text),
        context(
          join(
            [
              "You read this once, because you give demos or administer the bot.",
              "It is tried again every day.",
            ],
            " ",
          ),
        ),
        ...actions(
          refreshNow.button("Refresh now", {}),
          showEnvironment.button("Open environment", {}),
        ),
      ],
    };
  },
});

/** Tells whoever asked for a refresh of the demo environment how it went. */
export const environmentRefreshed = defineNotification({
  kind: "demos.environment-refreshed",
  data: z.object({ error: z.string().nullable() }),
  render({ error }) {
    const text =
      error === null
        ? md`${EMOJI.done} The demo environment is fresh.`
        : md`${EMOJI.risk} The demo environment could not be refreshed: ${sentence(error)}`;
    return {
      text: text.text,
      blocks: [section(text), ...actions(showEnvironment.button("Open environment", {}))],
    };
  },
});
