import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { deals } from "../../deals/schema/deals.ts";
import { METHODS } from "../domain/activity.ts";
import { DELIVERABLE_STATES, DELIVERABLES } from "../domain/deliverable.ts";

/** Calls, assessments and workshops in which a deal's needs were found out. One that was logged by mistake is removed. */
export const discoveryActivities = pgTable(
  "discovery_activities",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    method: text("method", { enum: METHODS }).notNull(),
    heldOn: date("held_on", { mode: "string" }).$type<Day>().notNull(),
    notes: text("notes"),
    authorId: personId("author_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("discovery_activities_deal").on(t.workspaceId, t.dealId, t.heldOn),
    foreignKey({
      name: "discovery_activities_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);

/** The documents and the diagram of a deal's discovery; one that is missing has no row. */
export const discoveryDeliverables = pgTable(
  "discovery_deliverables",
  {
    workspaceId: workspaceId(),
    dealId: integer("deal_id").notNull(),
    kind: text("kind", { enum: DELIVERABLES }).notNull(),
    state: text("state", { enum: DELIVERABLE_STATES }).notNull(),
    version: integer("version").notNull(),
    link: text("link"),
    /** A hash of what the document was written from. */
    basis: text("basis"),
    /** Null when it went into somebody's direct messages. */
    channelId: text("channel_id"),
    authorId: personId("author_id"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dealId, t.kind] }),
    foreignKey({
      name: "discovery_deliverables_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);
