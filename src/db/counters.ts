import { sql } from "drizzle-orm";
import type { Tx } from "./client.ts";
import { counters } from "./schema.ts";

/**
 * Reserves the next `howMany` numbers and returns the first of them. Each workspace counts from 1; a rolled back
 * transaction gives its numbers back, so there are no gaps. Until the commit others who want a number wait.
 */
export async function nextNumber(
  tx: Tx,
  workspaceId: string,
  name: string,
  howMany = 1,
): Promise<number> {
  const [row] = await tx
    .insert(counters)
    .values({ workspaceId, name, next: 1 + howMany })
    .onConflictDoUpdate({
      target: [counters.workspaceId, counters.name],
      set: { next: sql`${counters.next} + ${howMany}` },
    })
    .returning({ next: counters.next });
  if (!row) throw new Error(`The counter ${name} returned nothing.`);
  return row.next - howMany;
}
