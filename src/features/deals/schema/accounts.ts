import { foreignKey, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "../../../db/columns.ts";

/** A company one sells to. */
export const accounts = pgTable(
  "accounts",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    name: text("name").notNull(),
    /** The name as it is compared: no case, accents, punctuation or legal form. */
    nameKey: text("name_key").notNull(),
    sector: text("sector"),
    employees: integer("employees"),
    country: text("country"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("accounts_name_key").on(t.workspaceId, t.nameKey),
  ],
);

/** A person at an account. */
export const contacts = pgTable(
  "contacts",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    accountId: integer("account_id").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    email: text("email"),
    title: text("title"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("contacts_name_key").on(t.workspaceId, t.accountId, t.nameKey),
    foreignKey({
      name: "contacts_account_fk",
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
  ],
);
