import { sql } from "drizzle-orm";
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
import { instant, money, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";

/**
 * What a deal was at the end of each day (UTC), from `validFrom` until before `validTo`. There is a row only for days on which
 * something of it had changed, so a year of a quiet deal is one row.
 */
export const dealSnapshots = pgTable(
  "deal_snapshots",
  {
    workspaceId: workspaceId(),
    dealId: integer("deal_id").notNull(),
    validFrom: date("valid_from", { mode: "string" }).$type<Day>().notNull(),
    /** The first day on which it was no longer so; null for the newest row of a deal. */
    validTo: date("valid_to", { mode: "string" }).$type<Day>(),
    stage: text("stage").notNull(),
    status: text("status").notNull(),
    /** Minor units of `currency`. */
    amount: money("amount"),
    currency: text("currency").notNull(),
    closeDate: date("close_date", { mode: "string" }).$type<Day>(),
    probability: integer("probability").notNull(),
    ownerId: personId("owner_id").notNull(),
    seId: personId("se_id"),
    closePushes: integer("close_pushes").notNull(),
    hasContact: boolean("has_contact").notNull(),
    members: integer("members").notNull(),
    notes: integer("notes").notNull(),
    requirements: integer("requirements").notNull(),
    demos: integer("demos").notNull(),
    pocs: integer("pocs").notNull(),
    objections: integer("objections").notNull(),
    stageEnteredAt: instant("stage_entered_at").notNull(),
    createdAt: instant("created_at").notNull(),
    closedAt: instant("closed_at"),
    /**
     * True for days before the deal was known here, told by an import: its stages are as they were, while amount, owner and
     * close date are what the import knew later. Who learns from the past leaves those three alone.
     */
    rebuilt: boolean("rebuilt").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dealId, t.validFrom] }),
    // What was open on a day: by far most questions ask that.
    index("deal_snapshots_open")
      .on(t.workspaceId, untilOrEver(t), t.validFrom)
      .where(sql`${t.status} = 'open'`),
    foreignKey({
      name: "deal_snapshots_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);

/** The day a row ends, for comparing: the newest row of a deal ends never. */
export function untilOrEver(t: { validTo: AnyPgColumn }) {
  return sql`coalesce(${t.validTo}, 'infinity'::date)`;
}

/** How far the history of a workspace is written. */
export const snapshotProgress = pgTable(
  "snapshot_progress",
  {
    workspaceId: workspaceId(),
    /** The last day that is closed: its rows never change again. */
    throughDay: date("through_day", { mode: "string" }).$type<Day>().notNull(),
    /** The newest entry of the stage history that was seen. */
    seenEntry: bigint("seen_entry", { mode: "number" }).notNull(),
    /** How many entries up to it had come with an import: if there are more by now, one was still running then. */
    seenImported: bigint("seen_imported", { mode: "number" }).notNull(),
    takenAt: instant("taken_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId] })],
);
