import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { workspaces } from "../../../db/columns.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../kernel/access.ts";
import { type Settings, settingsSchema } from "../../../kernel/settings.ts";
import { effectiveRoles, getPerson, type Person } from "../../people/index.ts";

/** The settings of a workspace, for work nobody asked for in Slack. */
export async function readSettings(tx: Tx, workspaceId: string): Promise<Settings> {
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return settingsSchema.parse(row?.settings ?? {});
}

/** A person as somebody who looks at deals by themself: in the roles they have now. */
export async function actorOf(
  deps: Pick<Deps, "config">,
  tx: Tx,
  workspaceId: string,
  personId: number,
): Promise<{ person: Person; actor: Actor }> {
  const person = await getPerson(tx, workspaceId, personId);
  const slackUserId = person.slackUserId ?? "";
  return {
    person,
    actor: {
      workspaceId,
      personId,
      slackUserId,
      name: person.name,
      timeZone: person.timeZone,
      roles: effectiveRoles(person.roles, {
        isSlackAdmin: person.isSlackAdmin,
        isConfiguredAdmin: deps.config.admins.includes(slackUserId),
      }),
      teamId: person.teamId,
    },
  };
}
