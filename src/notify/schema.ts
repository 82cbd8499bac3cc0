import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, workspaceId } from "../db/columns.ts";

/** `sending` means that Slack may have it: look before posting again. */
export const NOTIFICATION_STATES = ["pending", "sending", "sent", "failed", "skipped"] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Every message the bot sent or is about to send by itself, one row for each piece of news and reader. */
export const notifications = pgTable(
  "notifications",
  {
    workspaceId: workspaceId(),
    /** What makes the news this news: a second one with the same key is not sent. Kept for good. */
    dedupeKey: text("dedupe_key").notNull(),
    kind: text("kind").notNull(),
    /** The Slack id of a person (U…, W…) or of a channel (C…, G…). */
    recipient: text("recipient").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    state: text("state", { enum: NOTIFICATION_STATES }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Where Slack put it: for a person the direct message's own id, D…. */
    channelId: text("channel_id"),
    messageTs: text("message_ts"),
    lastError: text("last_error"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dedupeKey] }),
    index("notifications_state").on(t.workspaceId, t.state, t.createdAt),
  ],
);
