import { eq, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, isAllowed, type Relation } from "../../../kernel/access.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { people } from "../../people/schema.ts";
import type { Deal } from "../domain/deal.ts";
import { deals } from "../schema/deals.ts";
import { dealMembers } from "../schema/trail.ts";

export const owner = alias(people, "owner");
export const engineer = alias(people, "engineer");

/** How a person stands to a deal, as the permission table asks it. */
export function standing(actor: { personId: number | SQLWrapper }) {
  return {
    ownerTeamId: owner.teamId,
    isMember: sql<boolean>`exists (select 1 from ${dealMembers} m
      where m.workspace_id = ${deals.workspaceId} and m.deal_id = ${deals.id} and m.person_id = ${actor.personId})`,
    managesOwner: managesOwner(actor),
  };
}

/** Whether the actor stands above the deal's owner in the management line; the union ends even a circle. */
export function managesOwner(actor: { personId: number | SQLWrapper }): SQL<boolean> {
  return sql<boolean>`exists (
    with recursive line (id) as (
      select ${owner.managerId}
      union
      select p.manager_id from ${people} p join line on p.workspace_id = ${deals.workspaceId} and p.id = line.id
    ) select 1 from line where line.id = ${actor.personId})`;
}

export type Standing = { ownerTeamId: number | null; isMember: boolean; managesOwner: boolean };

/** The relations of the permission table that hold between the actor and the deal. */
export function relationsOf(
  actor: Actor,
  deal: Pick<Deal, "ownerId" | "seId">,
  found: Standing,
): Relation[] {
  const sameTeam = actor.teamId !== null && actor.teamId === found.ownerTeamId;
  const relations: [Relation, boolean][] = [
    ["owner", deal.ownerId === actor.personId],
    ["se", deal.seId === actor.personId],
    ["team", sameTeam],
    ["member", found.isMember],
    ["owners_manager", found.managesOwner || (sameTeam && actor.roles.includes("manager"))],
  ];
  return relations.filter(([, holds]) => holds).map(([relation]) => relation);
}

/** Who asks, as far as the rows decide what they see; each number may be a value that is known later. */
export type Standpoint = {
  roles: Actor["roles"];
  personId: number | SQLWrapper;
  teamId: number | SQLWrapper | null;
};

/** The deals of the actor's team and of everyone below them. */
export function ofTeam(actor: Standpoint): SQL | undefined {
  return or(
    eq(deals.ownerId, actor.personId),
    actor.teamId === null ? undefined : eq(owner.teamId, actor.teamId),
    managesOwner(actor),
  );
}

/** What the permission table says of seeing, as a condition: all deals of sales, or only those one stands close to. */
export function visibleTo(
  actor: Standpoint,
  settings: Pick<Settings, "salesSeeAllDeals">,
): SQL | undefined {
  if (isAllowed(actor, "deal.see")) return undefined;
  if (settings.salesSeeAllDeals && isAllowed(actor, "deal.see_all")) return undefined;
  return or(
    ofTeam(actor),
    eq(deals.seId, actor.personId),
    sql`exists (select 1 from ${dealMembers} m where m.workspace_id = ${deals.workspaceId}
      and m.deal_id = ${deals.id} and m.person_id = ${actor.personId})`,
  );
}
