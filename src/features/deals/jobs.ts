import type { WebClient } from "@slack/web-api";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { settingsSchema } from "../../kernel/settings.ts";
import { messageBody } from "../../slack/reply.ts";
import { slackErrorCode } from "../../slack/slack-error.ts";
import { refreshCards } from "./card-job.ts";
import { forgetCard } from "./operations/keep-card.ts";
import { findDealView } from "./queries/deal.ts";
import { channelViewing } from "./queries/viewing.ts";
import { dealCards } from "./schema/trail.ts";
import { sharedCard } from "./views/card.ts";

const GONE = ["message_not_found", "channel_not_found", "is_archived", "cant_update_message"];

/** Edits every card of a deal where it hangs. */
export const refreshCardsJob = defineJob({
  ...refreshCards.options,
  name: refreshCards.name,
  title: "Bring deal cards up to date",
  data: z.object({ workspaceId: z.string(), dealId: z.number().int() }),
  async run(deps, { workspaceId, dealId }) {
    const viewing = channelViewing(workspaceId, settingsSchema.parse({}), deps.clock.now());
    const { view, places } = await inWorkspace(deps.db, workspaceId, async (tx) => ({
      view: await findDealView(tx, viewing, dealId),
      places: await tx
        .select({ channelId: dealCards.channelId, ts: dealCards.ts })
        .from(dealCards)
        .where(and(eq(dealCards.workspaceId, workspaceId), eq(dealCards.dealId, dealId))),
    }));
    if (!view) return;
    const slack = await deps.slack.client(workspaceId);
    const body = messageBody(sharedCard(view, viewing));
    // One after the other: Slack counts edits of one channel together.
    for (const place of places) {
      try {
        await slack.chat.update({
          channel: place.channelId,
          ts: place.ts,
          ...body,
        } as Parameters<WebClient["chat"]["update"]>[0]);
      } catch (error) {
        if (!GONE.includes(slackErrorCode(error) ?? "")) throw error;
        await forgetCard(deps, workspaceId, place);
      }
    }
  },
});
