import { integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, money, workspaceId } from "../../../db/columns.ts";

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
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("products_name_key").on(t.workspaceId, t.nameKey),
  ],
);
