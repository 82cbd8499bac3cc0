import type { Tx } from "../../../db/client.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { readSettings } from "../../settings/index.ts";

/** The settings of the workspace; read from the database where an act brings none, as a job's. */
export async function settingsOf(
  tx: Tx,
  act: { actor: { workspaceId: string }; settings?: Settings | undefined },
): Promise<Settings> {
  return act.settings ?? (await readSettings(tx, act.actor.workspaceId));
}
