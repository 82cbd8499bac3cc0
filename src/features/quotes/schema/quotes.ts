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
import { products } from "../../deals/schema/products.ts";
import { BILLINGS } from "../domain/line.ts";
import { QUOTE_STATUSES } from "../domain/quote.ts";

/** A quote: what its versions have in common. */
export const quotes = pgTable(
  "quotes",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    dealId: integer("deal_id").notNull(),
    /** Drafted by the bot when the deal came to its proposal. */
    isAuto: boolean("is_auto").notNull().default(false),
    createdBy: personId("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("quotes_deal").on(t.workspaceId, t.dealId, t.id),
    // However often a deal moves, by however many people: the bot drafts one.
    uniqueIndex("quotes_auto").on(t.workspaceId, t.dealId).where(sql`${t.isAuto}`),
    foreignKey({
      name: "quotes_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);

/** One version of a quote; what was sent stays as it was. */
export const quoteVersions = pgTable(
  "quote_versions",
  {
    workspaceId: workspaceId(),
    quoteId: integer("quote_id").notNull(),
    version: integer("version").notNull(),
    dealId: integer("deal_id").notNull(),
    status: text("status", { enum: QUOTE_STATUSES }).notNull(),
    currency: text("currency").notNull(),
    /** Off the whole quote: hundredths of a percent, or minor units; at most one of them. */
    discountBasisPoints: integer("discount_basis_points"),
    discountAmount: money("discount_amount"),
    /** What the lines come to at list prices, and after every discount: kept for lists, computed from the lines. */
    listTotal: money("list_total").notNull(),
    total: money("total").notNull(),
    note: text("note"),
    nextKey: integer("next_key").notNull().default(1),
    validUntil: date("valid_until", { mode: "string" }).$type<Day>(),
    sentAt: instant("sent_at"),
    sentBy: personId("sent_by"),
    endedAt: instant("ended_at"),
    endedBy: personId("ended_by"),
    acceptedBy: text("accepted_by"),
    acceptedOn: date("accepted_on", { mode: "string" }).$type<Day>(),
    endNote: text("end_note"),
    createdBy: personId("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.quoteId, t.version] }),
    index("quote_versions_deal").on(t.workspaceId, t.dealId, t.status),
    index("quote_versions_status").on(t.workspaceId, t.status, t.validUntil),
    // Two people at once: one draft and one sent version of a quote, never two.
    uniqueIndex("quote_versions_draft")
      .on(t.workspaceId, t.quoteId)
      .where(sql`${t.status} = 'draft'`),
    uniqueIndex("quote_versions_sent")
      .on(t.workspaceId, t.quoteId)
      .where(sql`${t.status} = 'sent'`),
    uniqueIndex("quote_versions_accepted")
      .on(t.workspaceId, t.quoteId)
      .where(sql`${t.status} = 'accepted'`),
    foreignKey({
      name: "quote_versions_quote_fk",
      columns: [t.workspaceId, t.quoteId],
      foreignColumns: [quotes.workspaceId, quotes.id],
    }),
    check("quote_versions_totals", sql`0 <= ${t.total} and ${t.total} <= ${t.listTotal}`),
    check(
      "quote_versions_one_discount",
      sql`${t.discountBasisPoints} is null or ${t.discountAmount} is null`,
    ),
    // A draft may end without having been sent, when its deal does.
    check(
      "quote_versions_sent_at",
      sql`${t.status} in ('draft', 'superseded') or ${t.sentAt} is not null`,
    ),
  ],
);

/** A line of a version. */
export const quoteLines = pgTable(
  "quote_lines",
  {
    workspaceId: workspaceId(),
    quoteId: integer("quote_id").notNull(),
    version: integer("version").notNull(),
    /** Counted from 1 within its version, never given twice. */
    key: integer("key").notNull(),
    productId: integer("product_id"),
    text: text("text").notNull(),
    /** Thousandths. */
    quantity: money("quantity").notNull(),
    unit: text("unit").notNull(),
    unitPrice: money("unit_price").notNull(),
    listPrice: money("list_price"),
    billing: text("billing", { enum: BILLINGS }).notNull(),
    periods: integer("periods").notNull(),
    discountBasisPoints: integer("discount_basis_points"),
    discountAmount: money("discount_amount"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.quoteId, t.version, t.key] }),
    index("quote_lines_product").on(t.workspaceId, t.productId),
    foreignKey({
      name: "quote_lines_version_fk",
      columns: [t.workspaceId, t.quoteId, t.version],
      foreignColumns: [quoteVersions.workspaceId, quoteVersions.quoteId, quoteVersions.version],
    }),
    foreignKey({
      name: "quote_lines_product_fk",
      columns: [t.workspaceId, t.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    check(
      "quote_lines_positive",
      sql`${t.quantity} > 0 and ${t.unitPrice} >= 0 and ${t.periods} > 0`,
    ),
  ],
);
