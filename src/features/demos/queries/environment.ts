import { and, arrayOverlaps, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { people } from "../../people/schema.ts";
import { DEFAULT_ENVIRONMENT, type Environment } from "../domain/environment.ts";
import { demoEnvironments } from "../schema.ts";

/** The workspace's demo environment, as nobody has changed it where nobody has. */
export async function getEnvironment(tx: Tx, workspaceId: string): Promise<Environment> {
  const [row] = await tx
    .select()
    .from(demoEnvironments)
    .where(eq(demoEnvironments.workspaceId, workspaceId));
  if (!row) return DEFAULT_ENVIRONMENT;
  const { workspaceId: _, ...environment } = row;
  return environment;
}

/** The Slack ids of those who can do something about the environment: sales engineers and admins. */
export async function listKeepers(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .select({ slackUserId: people.slackUserId })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        isNull(people.deactivatedAt),
        isNotNull(people.slackUserId),
        or(arrayOverlaps(people.roles, ["se", "admin"]), people.isSlackAdmin),
      ),
    );
  return rows.flatMap((row) => row.slackUserId ?? []).toSorted();
}
