import { eq } from "drizzle-orm";
import type { Tx } from "../../db/client.ts";
import { workspaces } from "../../db/columns.ts";
import { type Settings, settingsSchema } from "../../kernel/settings.ts";

/** The settings of a workspace, for work nobody asked for in Slack: a `Call` brings them. */
export async function readSettings(tx: Tx, workspaceId: string): Promise<Settings> {
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return settingsSchema.parse(row?.settings ?? {});
}
