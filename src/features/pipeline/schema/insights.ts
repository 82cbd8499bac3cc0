import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";

/** A rule that fired on a deal, from when to when, and what people said to it. It stands while `resolvedAt` is null. */
export const insightStates = pgTable(
  "insight_states",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    /** The name of the rule: one of the deals' risks. */
    rule: text("rule").notNull(),
    firedAt: instant("fired_at").notNull(),
    resolvedAt: instant("resolved_at"),
    /** When its owner was told; null until then. */
    toldAt: instant("told_at"),
    snoozedUntil: date("snoozed_until", { mode: "string" }).$type<Day>(),
    /** Somebody said that it is no risk. */
    wrong: boolean("wrong").notNull().default(false),
    feedbackBy: personId("feedback_by"),
    feedbackAt: instant("feedback_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Two processes that look at once: the database lets a rule stand only once.
    uniqueIndex("insight_states_standing")
      .on(t.workspaceId, t.dealId, t.rule)
      .where(sql`${t.resolvedAt} is null`),
    index("insight_states_rule").on(t.workspaceId, t.rule, t.firedAt),
    foreignKey({
      name: "insight_states_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);
