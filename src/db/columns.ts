import { bigint, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** A Slack workspace that installed the bot. Every other table hangs below one of these. */
export const workspaces = pgTable("workspaces", {
  /** Slack's team id, like T012AB3CD. */
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
  createdAt: instant("created_at").notNull(),
});

/** The workspace a row belongs to: the first column of every table, key and index. */
export const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/** A moment, kept in UTC to the microsecond and read as a Date. Whoever writes it brings the time along. */
export function instant<Name extends string>(name: Name) {
  return timestamp(name, { withTimezone: true, mode: "date" });
}

/** When the row was made. It has no default: time comes from the clock, never from the database. */
export const createdAt = () => instant("created_at").notNull();

/** An amount in the currency's smallest unit (cents, yen), exact up to 9 quadrillion. */
export function money<Name extends string>(name: Name) {
  return bigint(name, { mode: "number" });
}

/** A person of the sales team, numbered inside the workspace. */
export function personId<Name extends string>(name: Name) {
  return integer(name);
}
