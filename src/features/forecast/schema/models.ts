import { bigint, date, integer, jsonb, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";

/** What was learned of winning and of time to close from a workspace's past. The newest is in use. */
export const forecastModels = pgTable(
  "forecast_models",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    trainedAt: instant("trained_at").notNull(),
    /** The days it learned from. */
    fromDay: date("from_day", { mode: "string" }).$type<Day>().notNull(),
    throughDay: date("through_day", { mode: "string" }).$type<Day>().notNull(),
    deals: integer("deals").notNull(),
    win: jsonb("win").$type<unknown>().notNull(),
    time: jsonb("time").$type<unknown>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
