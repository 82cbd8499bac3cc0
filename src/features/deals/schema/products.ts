import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, money, workspaceId } from "../../../db/columns.ts";

/** How a product is charged: for each month or year of a subscription, by what is used, or once. */
export const BILLINGS = ["month", "year", "usage", "one_time"] as const;

/** What one sells. */
export const products = pgTable(
  "products",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    series: text("series"),
    /** List price in minor units of `currency`; null when it is not known. */
    price: money("price"),
    currency: text("currency").notNull(),
    /** What the price is for: a user, a site, a day. */
    unit: text("unit").notNull().default("unit"),
    billing: text("billing", { enum: BILLINGS }).notNull().default("one_time"),
    /** For how long a subscription is quoted unless somebody says otherwise. */
    termMonths: integer("term_months"),
    description: text("description"),
    /** A retired product stays on old quotes and can't be put on new ones. */
    active: boolean("active").notNull().default(true),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("products_name_key").on(t.workspaceId, t.nameKey),
    check("products_price_positive", sql`${t.price} >= 0`),
    check("products_term_positive", sql`${t.termMonths} > 0`),
  ],
);
