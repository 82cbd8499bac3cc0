import { z } from "zod";
import { daySchema } from "../../kernel/dates.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { lines, md } from "../../slack/mrkdwn.ts";
import { askCall, openForecast } from "./actions.ts";
import { FORECAST_PERIODS } from "./domain/period.ts";
import { bare, share, short } from "./views/amounts.ts";

const period = { kind: z.enum(FORECAST_PERIODS), startsOn: daySchema, label: z.string() };

/** Tells a seller what a manager made of their call, and why. */
export const callAdjusted = defineNotification({
  kind: "forecast.adjusted",
  data: z.object({
    ...period,
    by: z.string(),
    before: z.number(),
    commit: z.number(),
    currency: z.string(),
    note: z.string(),
  }),
  render(news) {
    const { currency, kind, startsOn } = news;
    const text = md`${news.by} counts on ${short(news.commit, currency)} of your call for ${news.label}; you said ${bare(news.before, currency)}. “${news.note}”`;
    return {
      text: text.text,
      blocks: [section(text), ...actions(askCall.button("Call anew", { kind, startsOn }))],
    };
  },
});

/** Tells a manager that the forecast moved, by what, and because of which deals. */
export const forecastMoved = defineNotification({
  kind: "forecast.moved",
  // Alerts come to nobody unasked; this one comes once a week at most, to managers only, as their digests do.
  topic: "digest",
  data: z.object({
    ...period,
    title: z.string(),
    scope: z.string(),
    before: z.number(),
    total: z.number(),
    currency: z.string(),
    sinceWords: z.string(),
    /** What moved it, the heaviest first: already in words. */
    why: z.array(z.string()),
    threshold: z.number(),
  }),
  render(news) {
    const { currency, total, before, kind, startsOn } = news;
    const change = total - before;
    const text = md`${news.label}, ${news.title}: the forecast ${change > 0 ? "rose" : "fell"} by ${share(Math.abs(change) / Math.max(1, before))} to ${short(total, currency)} since ${news.sinceWords}, from ${bare(before, currency)}.`;
    return {
      text: text.text,
      blocks: [
        section(lines(text, ...news.why.map((line) => md`• ${line}`))),
        ...actions(
          openForecast.button("Open forecast", {
            kind,
            startsOn,
            method: "hybrid",
            scope: "team",
            view: "answer",
          }),
        ),
        context(
          md`Because it moved by more than ${share(news.threshold)} in a week. An admin changes that, or switches it off, in the settings.`,
        ),
      ],
    };
  },
});

/** Tells who asked for a look back that it has ended. */
export const backtestEnded = defineNotification({
  kind: "forecast.backtest-ended",
  data: z.object({ words: z.string() }),
  render: ({ words }) => ({
    text: words,
    blocks: [section(md`${words}`)],
  }),
});
