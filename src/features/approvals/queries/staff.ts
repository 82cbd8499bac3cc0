import { and, eq, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { effectiveRoles, listAbsent } from "../../people/index.ts";
import { people } from "../../people/schema.ts";
import type { Approver, Colleague, Staff } from "../domain/approvers.ts";

/** Whose word may matter: these people, and on demand everybody who has a role. */
type Concerned = { ids: readonly number[]; withRoles?: boolean };
type Where = { workspaceId: string; now: Date; admins: readonly string[] };

/**
 * Those who may have a say, with everybody above them and who stands in for them: a workspace may have thousands of people who never
 * decide anything. Whom a policy may name by role is looked for only when a request is made.
 */
export async function findStaff(
  tx: Tx,
  deps: Pick<Deps, "config">,
  workspaceId: string,
  now: Date,
  { ids, withRoles = false }: Concerned,
): Promise<Staff> {
  const where = { workspaceId, now, admins: deps.config.admins };
  const isConcerned = or(
    inArray(people.id, [...ids]),
    withRoles ? hasRole(where.admins) : undefined,
  );
  const staff = await listColleagues(tx, where, inArray(people.id, linesOf(where, isConcerned)));
  const known = new Set(staff.map((one) => one.id));
  const delegates = staff
    .map((one) => one.away?.delegateId ?? null)
    .filter((id): id is number => id !== null && !known.has(id));
  const standIns =
    delegates.length > 0 ? await listColleagues(tx, where, inArray(people.id, delegates)) : [];
  return new Map([...staff, ...standIns].map((one) => [one.id, one]));
}

/** Those whom a request concerns: who is asked, who asked, and who looks at it or answers. */
export function concernedBy(
  approvers: readonly Pick<Approver, "personId">[],
  ...others: readonly number[]
): Concerned {
  return { ids: [...approvers.map((one) => one.personId), ...others] };
}

function hasRole(admins: readonly string[]): SQL | undefined {
  return or(
    sql`cardinality(${people.roles}) > 0`,
    people.isSlackAdmin,
    admins.length > 0
      ? and(isNotNull(people.slackUserId), inArray(people.slackUserId, [...admins]))
      : undefined,
  );
}

/** The people of a condition and all above them. UNION, not UNION ALL: it ends even in a ring. */
function linesOf({ workspaceId }: Where, condition: SQL | undefined): SQL {
  return sql`(with recursive line as (
    select ${people.id} as id, ${people.managerId} as manager_id from ${people}
    where ${and(eq(people.workspaceId, workspaceId), condition)}
    union
    select above.id, above.manager_id from people above
    join line on above.workspace_id = ${workspaceId} and above.id = line.manager_id
  ) select id from line)`;
}

async function listColleagues(
  tx: Tx,
  { workspaceId, now, admins }: Where,
  condition: SQL,
): Promise<Colleague[]> {
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
    .where(and(eq(people.workspaceId, workspaceId), condition));
  const absent = await listAbsent(
    tx,
    workspaceId,
    rows.map((row) => row.id),
    now,
  );
  return rows.map(
    ({ isSlackAdmin, ...row }): Colleague => ({
      ...row,
      roles: effectiveRoles({ ...row, isSlackAdmin }, admins),
      away: absent.get(row.id) ?? null,
    }),
  );
}
