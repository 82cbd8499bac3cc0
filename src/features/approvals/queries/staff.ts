import { eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { effectiveRoles, listAbsent } from "../../people/index.ts";
import { people } from "../../people/schema.ts";
import type { Colleague, Staff } from "../domain/approvers.ts";

/** Everybody of the workspace, with who is away at that moment. A request is rare and a line may be long: all at once. */
export async function findStaff(
  tx: Tx,
  deps: Pick<Deps, "config">,
  workspaceId: string,
  now: Date,
): Promise<Staff> {
  const rows = await tx
    .select({
      id: people.id,
      name: people.name,
      slackUserId: people.slackUserId,
      timeZone: people.timeZone,
      roles: people.roles,
      isSlackAdmin: people.isSlackAdmin,
      managerId: people.managerId,
      isActive: sql<boolean>`${people.deactivatedAt} is null`,
    })
    .from(people)
    .where(eq(people.workspaceId, workspaceId));
  const absent = await listAbsent(
    tx,
    workspaceId,
    rows.map((row) => row.id),
    now,
  );
  const staff = rows.map(({ isSlackAdmin, roles, ...row }): Colleague => {
    const isConfiguredAdmin =
      row.slackUserId !== null && deps.config.admins.includes(row.slackUserId);
    return {
      ...row,
      roles: effectiveRoles(roles, { isSlackAdmin, isConfiguredAdmin }),
      away: absent.get(row.id) ?? null,
    };
  });
  return new Map(staff.map((one) => [one.id, one]));
}
