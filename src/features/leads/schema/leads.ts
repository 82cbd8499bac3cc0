import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, money, personId, workspaceId } from "../../../db/columns.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { AUTHORITIES, LEAD_STATUSES, SOURCES, TIMINGS } from "../domain/lead.ts";

/** Somebody who may buy, before there is a deal. */
export const leads = pgTable(
  "leads",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    company: text("company").notNull(),
    /** The company as accounts are compared: no case, accents, punctuation or legal form. */
    companyKey: text("company_key").notNull(),
    contactName: text("contact_name"),
    contactEmail: text("contact_email"),
    contactTitle: text("contact_title"),
    source: text("source", { enum: SOURCES }).notNull(),
    segment: text("segment"),
    employees: integer("employees"),
    industry: text("industry"),
    country: text("country"),
    budget: money("budget"),
    budgetCurrency: text("budget_currency"),
    authority: text("authority", { enum: AUTHORITIES }),
    need: text("need"),
    timing: text("timing", { enum: TIMINGS }),
    status: text("status", { enum: LEAD_STATUSES }).notNull(),
    score: integer("score").notNull(),
    scoreReason: text("score_reason"),
    disqualifiedReason: text("disqualified_reason"),
    ownerId: personId("owner_id"),
    dealId: integer("deal_id"),
    createdBy: personId("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Lists are paged by this order: the most promising first.
    index("leads_status_score").on(t.workspaceId, t.status, t.score.desc(), t.id.desc()),
    index("leads_owner").on(t.workspaceId, t.ownerId, t.status, t.score.desc(), t.id.desc()),
    index("leads_company").on(t.workspaceId, t.companyKey, t.status),
    index("leads_deal").on(t.workspaceId, t.dealId),
    foreignKey({
      name: "leads_owner_fk",
      columns: [t.workspaceId, t.ownerId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    foreignKey({
      name: "leads_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    check("leads_score_range", sql`${t.score} between 0 and 100`),
    check("leads_budget_positive", sql`${t.budget} >= 0`),
    check("leads_budget_has_currency", sql`(${t.budget} is null) = (${t.budgetCurrency} is null)`),
    check("leads_converted_has_deal", sql`(${t.status} = 'converted') = (${t.dealId} is not null)`),
    check(
      "leads_disqualified_has_reason",
      sql`(${t.status} = 'disqualified') = (${t.disqualifiedReason} is not null)`,
    ),
  ],
);

/** What people wrote on a lead. */
export const leadNotes = pgTable(
  "lead_notes",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    leadId: integer("lead_id").notNull(),
    authorId: personId("author_id").notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("lead_notes_lead").on(t.workspaceId, t.leadId, t.id),
    foreignKey({
      name: "lead_notes_lead_fk",
      columns: [t.workspaceId, t.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }),
  ],
);
