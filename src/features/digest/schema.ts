import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, instant, personId, workspaceId } from "../../db/columns.ts";
import { people } from "../people/schema.ts";
import type { Scope } from "../pipeline/index.ts";
import {
  CADENCES,
  KINDS,
  SKIP_REASONS,
  SLOT_STATES,
  SUBSCRIPTION_STATES,
} from "./domain/subscription.ts";

/** Where a digest is posted, how often, and whose deals it is about. */
export const digestSubscriptions = pgTable(
  "digest_subscriptions",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    kind: text("kind", { enum: KINDS }).notNull(),
    /** The Slack id of the channel, or of the person whose morning message it is. */
    channelId: text("channel_id").notNull(),
    /** Whose deals, as its owner would say it: "mine", "team", "all", "team:2", "person:5". */
    scope: text("scope").$type<Scope>().notNull(),
    cadence: text("cadence", { enum: CADENCES }).notNull(),
    weekday: integer("weekday"),
    monthday: integer("monthday"),
    /** "HH:MM". */
    timeOfDay: text("time_of_day").notNull(),
    /** IANA zone; null for the owner's own, wherever that is. */
    timeZone: text("time_zone"),
    ownerId: personId("owner_id").notNull(),
    state: text("state", { enum: SUBSCRIPTION_STATES }).notNull(),
    /** Why it is paused or stopped, when nobody asked for it. */
    stateReason: text("state_reason"),
    /** Slots after this moment are its own: when it was made, changed or resumed. */
    since: instant("since").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("digest_subscriptions_channel").on(t.workspaceId, t.channelId),
    uniqueIndex("digest_subscriptions_morning")
      .on(t.workspaceId, t.ownerId)
      .where(sql`${t.kind} = 'morning'`),
    check(
      "digest_subscriptions_weekday",
      sql`(${t.cadence} = 'weekly') = (${t.weekday} is not null)`,
    ),
    check(
      "digest_subscriptions_monthday",
      sql`(${t.cadence} = 'monthly') = (${t.monthday} is not null)`,
    ),
    foreignKey({
      name: "digest_subscriptions_owner_fk",
      columns: [t.workspaceId, t.ownerId],
      foreignColumns: [people.workspaceId, people.id],
    }),
  ],
);

/** What became of each slot of a subscription. The key is what makes a digest come once, however many processes look. */
export const digestSlots = pgTable(
  "digest_slots",
  {
    workspaceId: workspaceId(),
    subscriptionId: integer("subscription_id").notNull(),
    /** The moment it stands for. */
    slot: instant("slot").notNull(),
    state: text("state", { enum: SLOT_STATES }).notNull(),
    reason: text("reason", { enum: SKIP_REASONS }),
    /** The key of the notification that carries it. */
    postedKey: text("posted_key"),
    /** When it was decided. */
    decidedAt: instant("decided_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.subscriptionId, t.slot] }),
    foreignKey({
      name: "digest_slots_subscription_fk",
      columns: [t.workspaceId, t.subscriptionId],
      foreignColumns: [digestSubscriptions.workspaceId, digestSubscriptions.id],
    }),
  ],
);
