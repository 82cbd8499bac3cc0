import { doublePrecision, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "../../../db/columns.ts";
import { HANDED_IN_KPIS } from "../domain/kpi.ts";

/** Figures that another slice measures and hands in, the newest of each: forecast accuracy. */
export const kpiFigures = pgTable(
  "kpi_figures",
  {
    workspaceId: workspaceId(),
    kpi: text("kpi", { enum: HANDED_IN_KPIS }).notNull(),
    /** A share from 0 to 1. */
    value: doublePrecision("value").notNull(),
    /** How many cases it was measured on. */
    cases: integer("cases").notNull(),
    measuredAt: instant("measured_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kpi] })],
);
