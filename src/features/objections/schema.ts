import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, personId, workspaceId } from "../../db/columns.ts";
import type { Day } from "../../kernel/dates.ts";
import { deals } from "../deals/schema/deals.ts";
import { people } from "../people/schema.ts";
import { OBJECTION_STATUSES, OBJECTION_TYPES, SEVERITIES } from "./domain/objection.ts";
import type { Evidence } from "./domain/play.ts";

/** What customers said against buying. */
export const objections = pgTable(
  "objections",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    dealId: integer("deal_id").notNull(),
    text: text("text").notNull(),
    saidBy: text("said_by"),
    type: text("type", { enum: OBJECTION_TYPES }).notNull(),
    severity: text("severity", { enum: SEVERITIES }).notNull(),
    rootCause: text("root_cause"),
    status: text("status", { enum: OBJECTION_STATUSES }).notNull(),
    competitor: text("competitor"),
    /** The message it was logged from. */
    sourceChannelId: text("source_channel_id"),
    sourceTs: text("source_ts"),
    sourcePermalink: text("source_permalink"),
    /** What the categoriser took it for, and how sure it was (0 to 1): measures the categoriser later. */
    suggestedType: text("suggested_type", { enum: OBJECTION_TYPES }),
    suggestedConfidence: doublePrecision("suggested_confidence"),
    followUp: text("follow_up"),
    followUpDate: date("follow_up_date", { mode: "string" }).$type<Day>(),
    followUpPersonId: personId("follow_up_person_id"),
    loggedBy: personId("logged_by").notNull(),
    answeredBy: personId("answered_by"),
    answeredAt: instant("answered_at"),
    settledBy: personId("settled_by"),
    settledAt: instant("settled_at"),
    resolutionNote: text("resolution_note"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("objections_deal").on(t.workspaceId, t.dealId, t.status),
    index("objections_status").on(t.workspaceId, t.status, t.id),
    index("objections_type").on(t.workspaceId, t.type, t.id),
    index("objections_created").on(t.workspaceId, t.createdAt),
    foreignKey({
      name: "objections_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    personReference("objections_logged_by_fk", t.workspaceId, t.loggedBy),
    personReference("objections_follow_up_person_fk", t.workspaceId, t.followUpPersonId),
    check(
      "objections_follow_up_whole",
      sql`(${t.followUp} is null) = (${t.followUpDate} is null) and (${t.followUp} is null) = (${t.followUpPersonId} is null)`,
    ),
    check(
      "objections_settled",
      sql`(${t.status} in ('resolved', 'unresolved')) = (${t.settledAt} is not null)`,
    ),
  ],
);

/** The team's own plays, and what it changed of those the product ships with: a row with a shipped play's id stands in its place. */
export const objectionPlays = pgTable(
  "objection_plays",
  {
    workspaceId: workspaceId(),
    /** A shipped play's id, or `own-<n>`. */
    id: text("id").notNull(),
    type: text("type", { enum: OBJECTION_TYPES }).notNull(),
    name: text("name").notNull(),
    text: text("text").notNull(),
    /** What may be said or sent to a customer as it is, a line each. */
    customerSafe: text("customer_safe").array().notNull(),
    /** What is for the team alone, a line each. */
    internalOnly: text("internal_only").array().notNull(),
    evidence: jsonb("evidence").$type<Evidence[]>().notNull(),
    /** False for one that is retired: it is offered no more, and its record is kept. */
    active: boolean("active").notNull().default(true),
    createdBy: personId("created_by").notNull(),
    createdAt: createdAt(),
    updatedBy: personId("updated_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    personReference("objection_plays_created_by_fk", t.workspaceId, t.createdBy),
  ],
);

/** Which play was tried on which objection. */
export const objectionPlayUses = pgTable(
  "objection_play_uses",
  {
    workspaceId: workspaceId(),
    objectionId: integer("objection_id").notNull(),
    /** Of a shipped play or a row of `objection_plays`. */
    playId: text("play_id").notNull(),
    usedBy: personId("used_by").notNull(),
    usedAt: instant("used_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.objectionId, t.playId] }),
    index("objection_play_uses_play").on(t.workspaceId, t.playId),
    foreignKey({
      name: "objection_play_uses_objection_fk",
      columns: [t.workspaceId, t.objectionId],
      foreignColumns: [objections.workspaceId, objections.id],
    }),
    personReference("objection_play_uses_used_by_fk", t.workspaceId, t.usedBy),
  ],
);

function personReference(name: string, workspace: AnyPgColumn, person: AnyPgColumn) {
  return foreignKey({
    name,
    columns: [workspace, person],
    foreignColumns: [people.workspaceId, people.id],
  });
}
