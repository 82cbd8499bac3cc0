import { bigint, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../db/columns.ts";

/** Every change of anything: who, what, when, before → after, and the Slack request behind it. The database refuses to change a row. */
export const auditLog = pgTable(
  "audit_log",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    at: instant("at").notNull(),
    /** Null when the bot acted by itself, as in an import from the command line. */
    actorId: personId("actor_id"),
    /** `deal.moved`, `person.roles_set`, … */
    action: text("action").notNull(),
    /** What kind of thing was changed, and which one: `deal`, 12. */
    subject: text("subject").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    reason: text("reason"),
    requestId: text("request_id"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("audit_log_subject").on(t.workspaceId, t.subject, t.subjectId, t.id),
    index("audit_log_at").on(t.workspaceId, t.at),
  ],
);
