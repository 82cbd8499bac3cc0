import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { workspaces } from "../../../db/columns.ts";
import { readWorkspace } from "../../../db/workspace.ts";
import { settingsSchema } from "../../../kernel/settings.ts";

/** The currency a workspace counts in: that of amounts without one. */
export function baseCurrencyOf(db: Db, workspaceId: string): Promise<string> {
  return readWorkspace(db, workspaceId, async (tx) => {
    const [row] = await tx
      .select({ settings: workspaces.settings })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId));
    return settingsSchema.parse(row?.settings ?? {}).baseCurrency;
  });
}
