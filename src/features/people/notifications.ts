import { z } from "zod";
import { defineNotification } from "../../notify/define-notification.ts";
import { section } from "../../slack/blocks.ts";
import { bold, lines, md } from "../../slack/mrkdwn.ts";
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
