import {
  type AnyPgColumn,
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../../db/columns.ts";
import { people } from "../../people/schema.ts";
import type { UndoState } from "../domain/move.ts";
import { STAGES } from "../domain/stage.ts";
import { deals } from "./deals.ts";

/** How a deal came to be in a stage. */
export const STAGE_ENTRIES = ["created", "moved", "reopened", "undone", "imported"] as const;

/** Every stage a deal has stood in, and since when. Rows are only ever added. */
export const stageHistory = pgTable(
  "stage_history",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    kind: text("kind", { enum: STAGE_ENTRIES }).notNull(),
    /** Null for the first stage. */
    fromStage: text("from_stage", { enum: STAGES }),
    toStage: text("to_stage", { enum: STAGES }).notNull(),
    at: instant("at").notNull(),
    actorId: personId("actor_id"),
    /** Why a gate was skipped or the deal reopened. */
    reason: text("reason"),
    /** The deal's version after the change. */
    version: integer("version").notNull(),
    /** What the move wrote over, for its undo. */
    before: jsonb("before").$type<UndoState>(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("stage_history_deal").on(t.workspaceId, t.dealId, t.id),
    index("stage_history_stage").on(t.workspaceId, t.toStage, t.at),
    dealReference("stage_history_deal_fk", t),
  ],
);

/** What people wrote on a deal. */
export const dealNotes = pgTable(
  "deal_notes",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    authorId: personId("author_id").notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("deal_notes_deal").on(t.workspaceId, t.dealId, t.id),
    dealReference("deal_notes_deal_fk", t),
  ],
);

/** What kind of need it is; the slice discovery knows their words. */
export const REQUIREMENT_CATEGORIES = [
  "security",
  "integration",
  "compliance",
  "technical",
  "functional",
] as const;

/** What the customer needs. */
export const requirements = pgTable(
  "requirements",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    dealId: integer("deal_id").notNull(),
    text: text("text").notNull(),
    authorId: personId("author_id"),
    at: instant("at").notNull(),
    /** Null for one that came through a stage's gate or an import and was not looked at since. */
    category: text("category", { enum: REQUIREMENT_CATEGORIES }),
    /** Who says so: the categoriser, or a person, whose word the categoriser never writes over. */
    categorySource: text("category_source", { enum: ["suggested", "person"] }),
    /** How sure the categoriser was, in percent; null when a person chose. */
    confidence: integer("confidence"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("requirements_deal").on(t.workspaceId, t.dealId, t.id),
    dealReference("requirements_deal_fk", t),
  ],
);

/** People who see a deal although it is not their team's. */
export const dealMembers = pgTable(
  "deal_members",
  {
    workspaceId: workspaceId(),
    dealId: integer("deal_id").notNull(),
    personId: personId("person_id").notNull(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dealId, t.personId] }),
    dealReference("deal_members_deal_fk", t),
    foreignKey({
      name: "deal_members_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
  ],
);

/** Deal cards that were shared in channels: they are edited in place when the deal changes. */
export const dealCards = pgTable(
  "deal_cards",
  {
    workspaceId: workspaceId(),
    channelId: text("channel_id").notNull(),
    ts: text("ts").notNull(),
    dealId: integer("deal_id").notNull(),
    postedAt: instant("posted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.channelId, t.ts] }),
    index("deal_cards_deal").on(t.workspaceId, t.dealId),
    dealReference("deal_cards_deal_fk", t),
  ],
);

function dealReference(name: string, t: { workspaceId: AnyPgColumn; dealId: AnyPgColumn }) {
  return foreignKey({
    name,
    columns: [t.workspaceId, t.dealId],
    foreignColumns: [deals.workspaceId, deals.id],
  });
}
