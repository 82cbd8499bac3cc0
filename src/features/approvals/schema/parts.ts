import {
  type AnyPgColumn,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import { people } from "../../people/schema.ts";
import { WAYS_IN } from "../domain/approvers.ts";
import { approvals } from "./approvals.ts";

/** Who may decide a request. Who stands in for somebody away is not written here: it is looked up at the click. */
export const approvalApprovers = pgTable(
  "approval_approvers",
  {
    workspaceId: workspaceId(),
    approvalId: integer("approval_id").notNull(),
    /** The line of the rule they answer for, counted from 0: where all must agree, each seat needs one answer. */
    seat: integer("seat").notNull(),
    personId: personId("person_id").notNull(),
    way: text("way", { enum: WAYS_IN }).notNull(),
    /** Whose manager they are, when it was escalated to them. */
    escalatedFromId: personId("escalated_from_id"),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.approvalId, t.seat, t.personId] }),
    index("approval_approvers_person").on(t.workspaceId, t.personId, t.approvalId),
    approvalReference("approval_approvers_approval_fk", t),
    foreignKey({
      name: "approval_approvers_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
  ],
);

/** A seat that has agreed, where all must. The one answer that decides is on the request itself. */
export const approvalAnswers = pgTable(
  "approval_answers",
  {
    workspaceId: workspaceId(),
    approvalId: integer("approval_id").notNull(),
    seat: integer("seat").notNull(),
    byId: personId("by_id").notNull(),
    forId: personId("for_id"),
    comment: text("comment"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.approvalId, t.seat] }),
    approvalReference("approval_answers_approval_fk", t),
  ],
);

/** The direct messages in which a request hangs: when it changes, each is edited where it stands. */
export const approvalCards = pgTable(
  "approval_cards",
  {
    workspaceId: workspaceId(),
    approvalId: integer("approval_id").notNull(),
    /** The key of the message's news. */
    dedupeKey: text("dedupe_key").notNull(),
    slackUserId: text("slack_user_id").notNull(),
    /** It was sent through quiet hours. */
    isUrgent: boolean("is_urgent").notNull(),
    /** Why it came, as the card says it; safe mrkdwn. */
    whyMd: text("why_md"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.approvalId, t.dedupeKey] }),
    approvalReference("approval_cards_approval_fk", t),
  ],
);

/** What somebody who is to decide wanted to know first, and what they were told. */
export const approvalQuestions = pgTable(
  "approval_questions",
  {
    workspaceId: workspaceId(),
    approvalId: integer("approval_id").notNull(),
    /** Counted from 1 within the request. */
    n: integer("n").notNull(),
    askerId: personId("asker_id").notNull(),
    question: text("question").notNull(),
    askedAt: instant("asked_at").notNull(),
    answer: text("answer"),
    answeredById: personId("answered_by_id"),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.approvalId, t.n] }),
    approvalReference("approval_questions_approval_fk", t),
  ],
);

function approvalReference(name: string, t: { workspaceId: AnyPgColumn; approvalId: AnyPgColumn }) {
  return foreignKey({
    name,
    columns: [t.workspaceId, t.approvalId],
    foreignColumns: [approvals.workspaceId, approvals.id],
  });
}
