import { date, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, money, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { FORECAST_PERIODS } from "../domain/period.ts";

/** What the hybrid forecast said on a day, for everyone, each team and each seller. Amounts in minor units of `currency`. */
export const forecastSnapshots = pgTable(
  "forecast_snapshots",
  {
    workspaceId: workspaceId(),
    day: date("day", { mode: "string" }).$type<Day>().notNull(),
    /** `all`, `team:2` or `person:7`. */
    scope: text("scope").notNull(),
    kind: text("kind", { enum: FORECAST_PERIODS }).notNull(),
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    total: money("total").notNull(),
    lower: money("lower").notNull(),
    upper: money("upper").notNull(),
    won: money("won").notNull(),
    commit: money("commit").notNull(),
    bestCase: money("best_case").notNull(),
    quota: money("quota"),
    currency: text("currency").notNull(),
    takenAt: instant("taken_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.scope, t.kind, t.startsOn, t.day] })],
);
