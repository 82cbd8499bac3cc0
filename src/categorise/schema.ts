import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../db/columns.ts";

/** What people of the team said a text is: each row is one lesson for the categorisers. A later row for the same text wins. */
export const categoryLabels = pgTable(
  "category_labels",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    /** The taxonomy's name: `requirement`, `challenge_severity`, `objection_type`, … */
    taxonomy: text("taxonomy").notNull(),
    /** What was read, cut to what a categoriser reads. */
    text: text("text").notNull(),
    /** Equal for texts that differ only in case and spaces: see `textKey`. */
    textKey: text("text_key").notNull(),
    label: text("label").notNull(),
    /** What had been suggested; null when nothing had. */
    suggested: text("suggested"),
    /** Null when the person is not known any more, or the label came with an import. */
    labelledBy: personId("labelled_by"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("category_labels_newest").on(t.workspaceId, t.taxonomy, t.id),
    index("category_labels_text").on(t.workspaceId, t.taxonomy, t.textKey, t.id),
  ],
);
