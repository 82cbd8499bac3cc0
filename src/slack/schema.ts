import { index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "../db/columns.ts";
import type { Draft } from "./modal.ts";

/** What people typed into modals whose work then failed, so that they can go on from there. */
export const modalDrafts = pgTable(
  "modal_drafts",
  {
    workspaceId: workspaceId(),
    id: text("id").notNull(),
    slackUserId: text("slack_user_id").notNull(),
    draft: jsonb("draft").$type<Draft>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("modal_drafts_created").on(t.workspaceId, t.createdAt),
  ],
);
