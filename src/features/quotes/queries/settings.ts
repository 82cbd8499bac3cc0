import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { workspaces } from "../../../db/columns.ts";
import { type Settings, settingsSchema } from "../../../kernel/settings.ts";

/** The settings of the workspace; read from the database where an act brings none, as a job's. */
export async function settingsOf(
  tx: Tx,
  act: { actor: { workspaceId: string }; settings?: Settings | undefined },
): Promise<Settings> {
  if (act.settings) return act.settings;
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, act.actor.workspaceId));
  return settingsSchema.parse(row?.settings ?? {});
}
