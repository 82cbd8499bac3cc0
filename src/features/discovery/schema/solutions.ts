import { foreignKey, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, workspaceId } from "../../../db/columns.ts";
import { deals } from "../../deals/schema/deals.ts";
import { EFFORTS } from "../domain/effort.ts";
import type { EditableField } from "../domain/solution.ts";

/** What is proposed for each kind of requirement and each grave challenge of a deal. */
export const solutions = pgTable(
  "solutions",
  {
    workspaceId: workspaceId(),
    dealId: integer("deal_id").notNull(),
    /** What it answers: `category:security` or `challenge:12`. */
    subject: text("subject").notNull(),
    title: text("title").notNull(),
    proposal: text("proposal").notNull(),
    effort: text("effort", { enum: EFFORTS }).notNull(),
    weeks: integer("weeks").notNull(),
    /** The fields a person wrote: proposing anew leaves them alone. */
    edited: jsonb("edited").$type<EditableField[]>().notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.dealId, t.subject] }),
    foreignKey({
      name: "solutions_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
  ],
);
