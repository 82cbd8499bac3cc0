import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { CRITERION_KINDS, DELIVERABLES, GRADES } from "../domain/poc.ts";
import { pocs } from "./pocs.ts";

/** What has to hold for a proof of concept to have worked, and how it came out. */
export const pocCriteria = pgTable(
  "poc_criteria",
  {
    workspaceId: workspaceId(),
    pocId: integer("poc_id").notNull(),
    /** Counted from 1 within the proof of concept. */
    n: integer("n").notNull(),
    kind: text("kind", { enum: CRITERION_KINDS }).notNull(),
    text: text("text").notNull(),
    mustHave: boolean("must_have").notNull(),
    grade: text("grade", { enum: GRADES }).notNull().default("not_tested"),
    note: text("note"),
    evidenceUrl: text("evidence_url"),
    gradedBy: personId("graded_by"),
    gradedAt: instant("graded_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.pocId, t.n] }),
    pocReference("poc_criteria_poc_fk", t),
  ],
);

/** Every time the end of a proof of concept was moved, and why. */
export const pocExtensions = pgTable(
  "poc_extensions",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    pocId: integer("poc_id").notNull(),
    fromDay: date("from_day", { mode: "string" }).$type<Day>().notNull(),
    toDay: date("to_day", { mode: "string" }).$type<Day>().notNull(),
    reason: text("reason").notNull(),
    byId: personId("by_id").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("poc_extensions_poc").on(t.workspaceId, t.pocId, t.id),
    pocReference("poc_extensions_poc_fk", t),
  ],
);

/** What a proof of concept leaves behind: a row once it is there, with the way to it. */
export const pocDeliverables = pgTable(
  "poc_deliverables",
  {
    workspaceId: workspaceId(),
    pocId: integer("poc_id").notNull(),
    kind: text("kind", { enum: DELIVERABLES }).notNull(),
    /** Whether it is there; an open one is still owed. */
    done: boolean("done").notNull(),
    url: text("url"),
    changedBy: personId("changed_by"),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.pocId, t.kind] }),
    pocReference("poc_deliverables_poc_fk", t),
  ],
);

function pocReference(name: string, t: { workspaceId: AnyPgColumn; pocId: AnyPgColumn }) {
  return foreignKey({
    name,
    columns: [t.workspaceId, t.pocId],
    foreignColumns: [pocs.workspaceId, pocs.id],
  });
}
