import { bigint, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, personId, workspaceId } from "../../../db/columns.ts";
import { deals } from "../../deals/schema/deals.ts";
import { CHALLENGE_STATUSES, SEVERITIES } from "../domain/challenge.ts";
import { SOURCES } from "../domain/requirement.ts";

/** What stands in the way of a deal, and what is done about it. */
export const challenges = pgTable(
  "challenges",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    text: text("text").notNull(),
    severity: text("severity", { enum: SEVERITIES }).notNull(),
    severitySource: text("severity_source", { enum: SOURCES }).notNull(),
    /** How sure the categoriser was, in percent; null when a person chose. */
    confidence: integer("confidence"),
    mitigation: text("mitigation").notNull(),
    mitigationSource: text("mitigation_source", { enum: SOURCES }).notNull(),
    status: text("status", { enum: CHALLENGE_STATUSES }).notNull(),
    authorId: personId("author_id"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("challenges_deal").on(t.workspaceId, t.dealId, t.id),
    foreignKey({
      name: "challenges_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);
