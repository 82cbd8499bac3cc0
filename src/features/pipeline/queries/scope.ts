import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { isAllowed } from "../../../kernel/access.ts";
import { type Viewing, visibleTo } from "../../deals/index.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people, teams } from "../../people/schema.ts";
import type { QuotaOwner, QuotaPerson } from "../domain/quota.ts";
import type { Scope } from "../domain/report.ts";

/** Whose deals a reader looks at, and which of them may be seen: what every query of a report is narrowed by. */
export type Sight = {
  workspaceId: string;
  /** Owners whose deals are meant; null for everyone's. */
  owners: readonly number[] | null;
  /** Deals on which this person is the sales engineer are meant besides. */
  engineerId: number | null;
  /** Which deals the reader may see, as a condition on `deals` and its `owner`; undefined for all. */
  visible: SQL | undefined;
};

/** A scope with the words that name it and whose quota it is measured by; null for a scope nobody has a quota for. */
export type ScopeFound = {
  sight: Sight;
  /** "Your", "EMEA", "Ada Admin", "Your team"; empty for everyone. */
  title: string;
  quotaOwners: QuotaOwner[];
  /** Everyone of the workspace. */
  people: (QuotaPerson & { name: string })[];
};

/** Whether the reader has no part in sales: they see totals of the whole workspace and no deal. */
export function isOutsideSales({ actor }: Pick<Viewing, "actor">): boolean {
  return actor.roles.every((role) => !isAllowed({ roles: [role] }, "deal.see_all"));
}

/** Looks up whose deals a scope means; null when its team or person is not there. */
export async function findScope(
  tx: Tx,
  viewing: Viewing,
  scope: Scope,
): Promise<ScopeFound | null> {
  const { workspaceId } = viewing.actor;
  const outside = isOutsideSales(viewing);
  const everyone = await listPeopleInTeams(tx, workspaceId);
  const sight = (owners: readonly number[] | null, engineerId: number | null = null): Sight => ({
    workspaceId,
    owners,
    engineerId,
    visible: outside ? undefined : visibleTo(viewing.actor, viewing.settings),
  });
  const found = (title: string, of: Sight, quotaOwners: QuotaOwner[]): ScopeFound => ({
    sight: of,
    title,
    quotaOwners,
    people: everyone,
  });
  if (outside || scope === "all") return found("", sight(null), ["everyone"]);
  const { personId, teamId } = viewing.actor;
  if (scope === "mine") return found("Your", sight([personId], personId), [{ personId }]);
  if (scope === "team") {
    const owners = await listTeamAndBelow(tx, viewing);
    const outsiders = everyone.filter((one) => owners.includes(one.id) && one.teamId !== teamId);
    // Whole teams count by their own quota, if they have one.
    const whole = [...new Set(outsiders.map((one) => one.teamId))].filter(
      (id) => id !== null && everyone.every((one) => one.teamId !== id || owners.includes(one.id)),
    );
    const single = outsiders.filter((one) => !whole.includes(one.teamId));
    return found("Your team", sight(owners), [
      ...(teamId === null ? [] : [{ teamId }]),
      ...whole.flatMap((id) => (id === null ? [] : [{ teamId: id }])),
      ...single.map((one) => ({ personId: one.id })),
    ]);
  }
  const id = Number(scope.split(":")[1]);
  if (scope.startsWith("team:")) {
    const [team] = await tx.execute<{ name: string }>(
      sql`select name from ${teams} where workspace_id = ${workspaceId} and id = ${id}`,
    );
    const members = everyone.filter((one) => one.teamId === id).map((one) => one.id);
    return team ? found(team.name, sight(members), [{ teamId: id }]) : null;
  }
  const person = everyone.find((one) => one.id === id);
  return person ? found(person.name, sight([id]), [{ personId: id }]) : null;
}

async function listPeopleInTeams(
  tx: Tx,
  workspaceId: string,
): Promise<(QuotaPerson & { name: string })[]> {
  const rows = await tx.execute<{ id: number; team_id: number | null; name: string }>(sql`
    select id, team_id, name from ${people} where workspace_id = ${workspaceId} order by id`);
  return rows.map((row) => ({ id: row.id, teamId: row.team_id, name: row.name }));
}

/** The reader, the reader's team and everyone below the reader; the union ends even a ring of managers. */
async function listTeamAndBelow(tx: Tx, { actor }: Viewing): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    with recursive below (id) as (
      select ${actor.personId}::int
      union
      select p.id from ${people} p join below on p.workspace_id = ${actor.workspaceId} and p.manager_id = below.id
    )
    select id from below
    union
    select id from ${people} where workspace_id = ${actor.workspaceId} and team_id = ${actor.teamId}::int`);
  return rows.map((row) => row.id);
}

/** Numbers as one value, so that the text of a statement stays the same. */
export function list(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(",")}}`}::int[]`;
}

/** Whether a row of a book (`b`) is in the scope, by its owner and sales engineer at that time. */
export function inScope({ owners, engineerId }: Sight): SQL {
  if (owners === null) return sql`true`;
  const owned = sql`b.owner_id = any(${list(owners)})`;
  return engineerId === null ? owned : sql`(${owned} or b.se_id = ${engineerId}::int)`;
}

/** Whether the reader may see the deal of a row of a book (`b`), as they stand to it now. */
export function mayBeSeen({ visible, workspaceId }: Sight): SQL {
  if (!visible) return sql`true`;
  return sql`exists (select from ${deals} join ${people} "owner"
    on "owner".workspace_id = ${deals.workspaceId} and "owner".id = ${deals.ownerId}
    where ${deals.workspaceId} = ${workspaceId} and ${deals.id} = b.deal_id and ${visible})`;
}
