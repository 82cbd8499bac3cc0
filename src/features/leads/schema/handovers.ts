import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { HANDOVER_STATES } from "../domain/handover.ts";
import { leads } from "./leads.ts";

/**
 * Every time a lead, or the deal it became, was given to somebody, and what came of it. Their numbers come from a counter, so
 * that those who assign at the same moment wait for each other, and the newest of a person is their turn.
 */
export const leadHandovers = pgTable(
  "lead_handovers",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    leadId: integer("lead_id").notNull(),
    dealId: integer("deal_id"),
    personId: personId("person_id").notNull(),
    /** 0 for the bot itself. */
    byId: personId("by_id").notNull(),
    why: text("why").notNull(),
    at: instant("at").notNull(),
    state: text("state", { enum: HANDOVER_STATES }).notNull(),
    nudgedAt: instant("nudged_at"),
    endedAt: instant("ended_at"),
    /** Why it was passed on. */
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Given to two people at once: the database lets only one wait.
    uniqueIndex("lead_handovers_waiting")
      .on(t.workspaceId, t.leadId)
      .where(sql`${t.state} = 'waiting'`),
    index("lead_handovers_lead").on(t.workspaceId, t.leadId, t.id),
    index("lead_handovers_person").on(t.workspaceId, t.personId, t.id),
    foreignKey({
      name: "lead_handovers_lead_fk",
      columns: [t.workspaceId, t.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }),
    foreignKey({
      name: "lead_handovers_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    foreignKey({
      name: "lead_handovers_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    check("lead_handovers_ended", sql`(${t.state} = 'waiting') = (${t.endedAt} is null)`),
  ],
);
