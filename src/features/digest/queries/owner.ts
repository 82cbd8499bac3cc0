import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../kernel/access.ts";
import { effectiveRoles, getPerson, type Person } from "../../people/index.ts";

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
      roles: effectiveRoles(person, deps.config.admins),
      teamId: person.teamId,
    },
  };
}
