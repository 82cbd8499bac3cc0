import { z } from "zod";
import { dayOf, daySchema } from "../../kernel/dates.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { section } from "../../slack/blocks.ts";
import { bold, lines, md } from "../../slack/mrkdwn.ts";
import { daysOf } from "./domain/absence-words.ts";
import { PLACE_PARTS } from "./domain/change.ts";
import { changeLines } from "./views.ts";

/** Tells a person that somebody else changed their roles, team or manager. */
export const personChanged = defineNotification({
  kind: "people.changed",
  data: z.object({
    by: z.string(),
    changes: z.array(
      z.object({
        what: z.enum(PLACE_PARTS),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  }),
  render({ by, changes }) {
    const text = lines(md`${bold(by)} changed your place in the sales team:`, changeLines(changes));
    return { text: text.text, blocks: [section(text)] };
  },
});

/** Tells somebody that they are down as away, or that they stand in for somebody who is. */
export const absenceTold = defineNotification({
  kind: "people.away",
  data: z.object({
    by: z.string(),
    personName: z.string(),
    fromDay: daySchema,
    toDay: daySchema,
    delegateId: z.number().int().nullable(),
    delegateName: z.string().nullable(),
    isDelegate: z.boolean(),
    at: z.string(),
  }),
  render(told, reader) {
    const today = dayOf(reader.now ?? new Date(told.at), reader.timeZone);
    const days = daysOf(told, today);
    const text = told.isDelegate
      ? md`${bold(told.personName)} is away ${days}, and you stand in: what needs their approval is yours to decide then. \`/approval\` lists it.`
      : lines(
          md`${bold(told.by)} put you down as away ${days}${told.delegateName ? md`; ${told.delegateName} stands in` : ""}.`,
          md`Not so? \`/deal back\` ends it.`,
        );
    return { text: text.text, blocks: [section(text)] };
  },
});
