import type { Demo } from "../domain/demo.ts";
import type { demos } from "../schema.ts";

/** A row of the table as the demo the rules know. */
export function toDemo(row: typeof demos.$inferSelect): Demo {
  const { workspaceId: _, titleKey: __, ...demo } = row;
  return demo;
}
