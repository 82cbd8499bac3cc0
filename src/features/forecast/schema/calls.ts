import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, money, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { CATEGORIES } from "../domain/category.ts";
import { FORECAST_PERIODS } from "../domain/period.ts";

/** What people said a period would bring. Nothing is overwritten: the newest of a person and period counts. */
export const forecastCalls = pgTable(
  "forecast_calls",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    personId: personId("person_id").notNull(),
    kind: text("kind", { enum: FORECAST_PERIODS }).notNull(),
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    /** What they commit to, won deals in it; minor units of `currency`. */
    commit: money("commit").notNull(),
    bestCase: money("best_case").notNull(),
    currency: text("currency").notNull(),
    note: text("note"),
    saidAt: instant("said_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("forecast_calls_newest").on(t.workspaceId, t.kind, t.startsOn, t.personId, t.id),
    check("forecast_calls_order", sql`${t.commit} >= 0 and ${t.bestCase} >= ${t.commit}`),
    foreignKey({
      name: "forecast_calls_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
  ],
);

/** What a manager makes of a call, with the reason. The newest of a person and period counts, as long as the call stands. */
export const forecastAdjustments = pgTable(
  "forecast_adjustments",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    callId: bigint("call_id", { mode: "number" }).notNull(),
    /** The commit the manager counts on; minor units of the call's currency. */
    commit: money("commit").notNull(),
    note: text("note").notNull(),
    adjustedBy: personId("adjusted_by").notNull(),
    adjustedAt: instant("adjusted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("forecast_adjustments_call").on(t.workspaceId, t.callId, t.id),
    check("forecast_adjustments_amount", sql`${t.commit} >= 0`),
    foreignKey({
      name: "forecast_adjustments_call_fk",
      columns: [t.workspaceId, t.callId],
      foreignColumns: [forecastCalls.workspaceId, forecastCalls.id],
    }),
  ],
);

/** Deals that somebody put into a category by hand, other than what their probability and close date say. */
export const forecastCategories = pgTable(
  "forecast_categories",
  {
    workspaceId: workspaceId(),
    dealId: integer("deal_id").notNull(),
    category: text("category", { enum: CATEGORIES }).notNull(),
    chosenBy: personId("chosen_by").notNull(),
    chosenAt: instant("chosen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dealId] }),
    foreignKey({
      name: "forecast_categories_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);
