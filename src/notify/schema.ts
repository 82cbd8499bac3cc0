import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, workspaceId } from "../db/columns.ts";

/** `sending` means that Slack may have it: look before posting again. */
export const NOTIFICATION_STATES = ["pending", "sending", "sent", "failed", "skipped"] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Why a message waits: for the reader's hours, for the next hour, for the morning, or for another try. */
export const HOLDS = ["quiet", "budget", "summary", "retry"] as const;
export type Hold = (typeof HOLDS)[number];

/** What a message in Slack shows: one news and what joined it, a burst of one kind, or news of many kinds. */
export const SHAPES = ["own", "burst", "summary"] as const;
export type Shape = (typeof SHAPES)[number];

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
    /** In which order news were told: many are told in the same moment. */
    seq: bigint("seq", { mode: "number" }).generatedAlwaysAsIdentity(),
    topic: text("topic").notNull().default("team"),
    /** What it is about, like `deal:12`. */
    subject: text("subject"),
    /** The message of a channel in whose thread it is posted. */
    threadTs: text("thread_ts"),
    /** Not before this moment, and why. */
    notBefore: instant("not_before"),
    held: text("held", { enum: HOLDS }),
    /** The next try by the machine's clock: Slack's troubles don't pass with a clock that people move. */
    retryAt: instant("retry_at"),
    /** The news whose message it is part of; null when it has, or will have, a message of its own. */
    partOf: text("part_of"),
    /** The news whose message it brings up to date, on whatever day that was sent: edited silently, and never posted anew. */
    revises: text("revises"),
    shape: text("shape", { enum: SHAPES }).notNull().default("own"),
    /** How many replies of its thread are posted. */
    replies: integer("replies").notNull().default(0),
    /** When Slack was last asked to take it: what it may have is not older. */
    attemptedAt: instant("attempted_at"),
    /** Its message was deleted in Slack, or can't be edited: nothing is added to it any more. */
    isClosed: boolean("is_closed").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dedupeKey] }),
    index("notifications_state").on(t.workspaceId, t.state, t.createdAt),
    index("notifications_waiting")
      .on(t.workspaceId, t.recipient, t.seq)
      .where(sql`${t.state} in ('pending', 'sending')`),
    index("notifications_sent").on(t.workspaceId, t.recipient, t.sentAt),
    index("notifications_parts").on(t.workspaceId, t.partOf).where(sql`${t.partOf} is not null`),
  ],
);

/** Who is being written to: one process at a time, and not while Slack wants silence. Its times are the machine's. */
export const notificationRecipients = pgTable(
  "notification_recipients",
  {
    workspaceId: workspaceId(),
    recipient: text("recipient").notNull(),
    /** The run that writes now, and until when it may. */
    leasedBy: text("leased_by"),
    leasedUntil: instant("leased_until"),
    /** Somebody came while it was leased: whoever holds the lease looks again before giving it back. */
    isWanted: boolean("is_wanted").notNull().default(false),
    /** Up to when the conversation's turns of one message a second are taken, or Slack wants silence. */
    busyUntil: instant("busy_until"),
    /** The same by the product's clock: in the sandbox and in tests it is time that passes too. */
    busyUntilClock: instant("busy_until_clock"),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.recipient] })],
);

/** What a person said about the messages they get; null, or no row, where they said nothing. */
export const notificationPreferences = pgTable(
  "notification_preferences",
  {
    workspaceId: workspaceId(),
    slackUserId: text("slack_user_id").notNull(),
    /** Topics they switched, on or off. */
    topics: jsonb("topics").$type<Record<string, boolean>>().notNull().default({}),
    /** "20:00" and "08:00", by their own clock; the same twice for no quiet hours. */
    quietFrom: text("quiet_from"),
    quietTo: text("quiet_to"),
    /** The days they are written to; 1 is Monday. */
    days: integer("days").array(),
    snoozedUntil: instant("snoozed_until"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.slackUserId] })],
);
