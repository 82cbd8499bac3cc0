import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, instant, money, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";
import { CONTRACT_STATUSES, PAYMENTS, SLAS, SUPPORTS, TEMPLATES } from "../domain/contract.ts";

/** A contract on a deal, from its draft to its signature. */
export const contracts = pgTable(
  "contracts",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    dealId: integer("deal_id").notNull(),
    quoteId: integer("quote_id"),
    template: text("template", { enum: TEMPLATES }).notNull(),
    payment: text("payment", { enum: PAYMENTS }).notNull(),
    support: text("support", { enum: SUPPORTS }).notNull(),
    sla: text("sla", { enum: SLAS }).notNull(),
    valueMinor: money("value_minor").notNull(),
    currency: text("currency").notNull(),
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    termMonths: integer("term_months").notNull(),
    customTerms: text("custom_terms"),
    status: text("status", { enum: CONTRACT_STATUSES }).notNull(),
    isPrepared: boolean("is_prepared").notNull().default(false),
    reviewedAt: instant("reviewed_at"),
    reviewedBy: personId("reviewed_by"),
    reviewComment: text("review_comment"),
    sentAt: instant("sent_at"),
    sentBy: personId("sent_by"),
    signedOn: date("signed_on", { mode: "string" }).$type<Day>(),
    signedByCustomer: text("signed_by_customer"),
    signedByUs: text("signed_by_us"),
    signedFileUrl: text("signed_file_url"),
    endedAt: instant("ended_at"),
    endReason: text("end_reason"),
    createdBy: personId("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Two people who make one at once: the database lets only one in.
    uniqueIndex("contracts_open")
      .on(t.workspaceId, t.dealId)
      .where(sql`${t.status} not in ('signed', 'ended')`),
    // The move into the negotiation prepares one once, however often a deal moves back and forth.
    uniqueIndex("contracts_prepared").on(t.workspaceId, t.dealId).where(sql`${t.isPrepared}`),
    index("contracts_deal").on(t.workspaceId, t.dealId, t.id),
    index("contracts_status").on(t.workspaceId, t.status, t.updatedAt, t.id),
    foreignKey({
      name: "contracts_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    check("contracts_value", sql`${t.valueMinor} >= 0`),
    check("contracts_term", sql`${t.termMonths} between 1 and 120`),
    check("contracts_signed", sql`(${t.status} <> 'signed') or (${t.signedOn} is not null)`),
  ],
);
