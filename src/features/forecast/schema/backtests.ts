import {
  bigint,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, money, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { METHODS } from "../domain/method.ts";
import { FORECAST_PERIODS, PHASES } from "../domain/period.ts";

/** A look back: what every method would have said on past days, and what came. The newest that ended counts. */
export const forecastBacktests = pgTable(
  "forecast_backtests",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    /** The last day that was known. */
    throughDay: date("through_day", { mode: "string" }).$type<Day>().notNull(),
    currency: text("currency").notNull(),
    startedAt: instant("started_at").notNull(),
    /** Null while it runs; one that never ended does not count. */
    finishedAt: instant("finished_at"),
    /** Past days asked so far, of all. */
    done: integer("done").notNull(),
    steps: integer("steps").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("forecast_backtests_newest").on(t.workspaceId, t.throughDay),
  ],
);

/** One forecast that would have been made, and what was booked in the end. Amounts in minor units of the backtest's currency. */
export const forecastTrials = pgTable(
  "forecast_trials",
  {
    workspaceId: workspaceId(),
    backtestId: bigint("backtest_id", { mode: "number" }).notNull(),
    kind: text("kind", { enum: FORECAST_PERIODS }).notNull(),
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    phase: text("phase", { enum: PHASES }).notNull(),
    method: text("method", { enum: METHODS }).notNull(),
    /** What was won already on that day. */
    won: money("won").notNull(),
    forecast: money("forecast").notNull(),
    /** One standard deviation, as the method itself saw it. */
    spread: doublePrecision("spread").notNull(),
    actual: money("actual").notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.workspaceId, t.backtestId, t.kind, t.startsOn, t.phase, t.method],
    }),
    foreignKey({
      name: "forecast_trials_backtest_fk",
      columns: [t.workspaceId, t.backtestId],
      foreignColumns: [forecastBacktests.workspaceId, forecastBacktests.id],
    }).onDelete("cascade"),
  ],
);
