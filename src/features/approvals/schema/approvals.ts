import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import { deals } from "../../deals/schema/deals.ts";
import { APPROVAL_KINDS, APPROVAL_STATES, APPROVAL_SUBJECTS } from "../domain/approval.ts";

/** A request for somebody's decision. What it is about keeps nothing of it: the newest row of a subject and kind counts. */
export const approvals = pgTable(
  "approvals",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    kind: text("kind", { enum: APPROVAL_KINDS }).notNull(),
    subject: text("subject", { enum: APPROVAL_SUBJECTS }).notNull(),
    subjectId: integer("subject_id").notNull(),
    dealId: integer("deal_id").notNull(),
    requesterId: personId("requester_id").notNull(),
    state: text("state", { enum: APPROVAL_STATES }).notNull(),
    /** Safe mrkdwn that finishes "Ada asks for …". */
    what: text("what").notNull(),
    facts: text("facts").array().notNull().default(sql`'{}'`),
    reason: text("reason").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    /** Whether one seat's answer decides, or every seat must agree. */
    agree: text("agree", { enum: ["first", "all"] }).notNull(),
    comment: text("comment"),
    decidedById: personId("decided_by_id"),
    /** Whom they stood in for; null when they decided for themselves. */
    decidedForId: personId("decided_for_id"),
    decidedAt: instant("decided_at"),
    /** Counted up with each change: what its cards were last brought up to date for. */
    version: integer("version").notNull().default(1),
    requestedAt: instant("requested_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Two people who ask at once: the database lets only one in.
    uniqueIndex("approvals_open")
      .on(t.workspaceId, t.subject, t.subjectId, t.kind)
      .where(sql`${t.state} = 'open'`),
    index("approvals_subject").on(t.workspaceId, t.subject, t.subjectId, t.kind, t.id),
    index("approvals_deal").on(t.workspaceId, t.dealId, t.id),
    index("approvals_requester").on(t.workspaceId, t.requesterId, t.id),
    foreignKey({
      name: "approvals_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    check("approvals_decided", sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    check(
      "approvals_decided_by",
      sql`${t.state} not in ('approved', 'rejected') or ${t.decidedById} is not null`,
    ),
    // Whatever the code says: nobody decides what they asked for.
    check(
      "approvals_not_own",
      sql`${t.state} not in ('approved', 'rejected') or ${t.decidedById} <> ${t.requesterId}`,
    ),
  ],
);
