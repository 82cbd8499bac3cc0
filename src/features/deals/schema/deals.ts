import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { people } from "../../people/schema.ts";
import { LOST_REASONS } from "../domain/deal.ts";
import { STAGES, STATUSES } from "../domain/stage.ts";
import { accounts, contacts } from "./accounts.ts";

/** An opportunity. */
export const deals = pgTable(
  "deals",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    title: text("title").notNull(),
    titleKey: text("title_key").notNull(),
    /** Null only for deals that came from a CRM without one. */
    accountId: integer("account_id"),
    contactId: integer("contact_id"),
    ownerId: personId("owner_id").notNull(),
    seId: personId("se_id"),
    /** Minor units of `currency`. */
    amount: bigint("amount", { mode: "number" }),
    currency: text("currency").notNull(),
    stage: text("stage", { enum: STAGES }).notNull(),
    status: text("status", { enum: STATUSES }).notNull(),
    probability: integer("probability").notNull(),
    probabilityReason: text("probability_reason"),
    closeDate: date("close_date", { mode: "string" }).$type<Day>(),
    closePushes: integer("close_pushes").notNull().default(0),
    nextStep: text("next_step"),
    nextStepDate: date("next_step_date", { mode: "string" }).$type<Day>(),
    lostReason: text("lost_reason", { enum: LOST_REASONS }),
    lostTo: text("lost_to"),
    competitors: text("competitors").array().notNull().default(sql`'{}'`),
    products: text("products").array().notNull().default(sql`'{}'`),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull().default({}),
    snoozedUntil: date("snoozed_until", { mode: "string" }).$type<Day>(),
    roomId: text("room_id"),
    /** Where an imported deal came from and its id there: importing it again finds it. */
    source: text("source"),
    sourceId: text("source_id"),
    stageEnteredAt: instant("stage_entered_at").notNull(),
    closedAt: instant("closed_at"),
    lastActivityAt: instant("last_activity_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("deals_source").on(t.workspaceId, t.source, t.sourceId),
    // Deals without a close date come last: lists are paged by this order.
    index("deals_status_close").on(t.workspaceId, t.status, closesOrLast(t), t.id),
    index("deals_owner").on(t.workspaceId, t.ownerId, t.status, closesOrLast(t), t.id),
    index("deals_stage").on(t.workspaceId, t.stage, closesOrLast(t), t.id),
    index("deals_se").on(t.workspaceId, t.seId, t.status),
    index("deals_account").on(t.workspaceId, t.accountId, t.status),
    index("deals_room").on(t.workspaceId, t.roomId),
    index("deals_title").on(t.workspaceId, t.titleKey),
    foreignKey({
      name: "deals_account_fk",
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    foreignKey({
      name: "deals_contact_fk",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "deals_owner_fk",
      columns: [t.workspaceId, t.ownerId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    foreignKey({
      name: "deals_se_fk",
      columns: [t.workspaceId, t.seId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    check("deals_amount_positive", sql`${t.amount} >= 0`),
    check("deals_probability_percent", sql`${t.probability} between 0 and 100`),
    check(
      "deals_status_follows_stage",
      sql`${t.status} = case ${t.stage} when 'closed_won' then 'won' when 'closed_lost' then 'lost' else 'open' end`,
    ),
    check(
      "deals_closed_probability",
      sql`${t.status} = 'open' or ${t.probability} = case ${t.status} when 'won' then 100 else 0 end`,
    ),
  ],
);

/** The close date to sort by: a deal without one comes after all that have one. */
export function closesOrLast(t: { closeDate: AnyPgColumn }) {
  return sql`coalesce(${t.closeDate}, 'infinity'::date)`;
}
