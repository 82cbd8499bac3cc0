import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, instant, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { POC_STATUSES } from "../domain/poc.ts";

/** A proof of concept on a deal. */
export const pocs = pgTable(
  "pocs",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    dealId: integer("deal_id").notNull(),
    title: text("title").notNull(),
    description: text("description"),
    scope: text("scope"),
    features: text("features").array().notNull().default(sql`'{}'`),
    integrations: text("integrations").array().notNull().default(sql`'{}'`),
    users: integer("users").notNull(),
    status: text("status", { enum: POC_STATUSES }).notNull(),
    seId: personId("se_id"),
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    endsOn: date("ends_on", { mode: "string" }).$type<Day>().notNull(),
    startedAt: instant("started_at"),
    completedAt: instant("completed_at"),
    decidedAt: instant("decided_at"),
    decidedBy: personId("decided_by"),
    decisionNote: text("decision_note"),
    /** The customer's written acceptance, and where it can be read. */
    acceptance: text("acceptance"),
    acceptanceUrl: text("acceptance_url"),
    requestedBy: personId("requested_by").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Two people who scope one at once: the database lets only one in.
    uniqueIndex("pocs_live")
      .on(t.workspaceId, t.dealId)
      .where(sql`${t.status} in ('planned', 'in_progress')`),
    index("pocs_deal").on(t.workspaceId, t.dealId, t.id),
    index("pocs_status").on(t.workspaceId, t.status, t.endsOn, t.id),
    index("pocs_se").on(t.workspaceId, t.seId, t.status),
    foreignKey({
      name: "pocs_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    foreignKey({
      name: "pocs_se_fk",
      columns: [t.workspaceId, t.seId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    check("pocs_ends_after_start", sql`${t.endsOn} >= ${t.startsOn}`),
    check(
      "pocs_decided",
      sql`(${t.status} in ('accepted', 'rejected')) = (${t.decidedAt} is not null)`,
    ),
  ],
);
