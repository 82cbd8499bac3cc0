import { and, count, eq, inArray, isNotNull, max } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Candidate } from "../domain/assignment.ts";
import { OPEN_STATUSES } from "../domain/lead.ts";
import { leadHandovers } from "../schema/handovers.ts";
import { leads } from "../schema/leads.ts";

/**
 * Everybody with a Slack account and what they carry: whoever is given a lead must be able to hear of it.
 * @param away the numbers of those who are not here now
 */
export async function listCandidates(
  tx: Tx,
  workspaceId: string,
  isAway: (personIds: readonly number[]) => Promise<ReadonlySet<number>>,
): Promise<Candidate[]> {
  const rows = await tx
    .select({
      personId: people.id,
      name: people.name,
      teamId: people.teamId,
      roles: people.roles,
      deactivatedAt: people.deactivatedAt,
    })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), isNotNull(people.slackUserId)));
  const dealCounts = await tx
    .select({ personId: deals.ownerId, n: count() })
    .from(deals)
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.status, "open")))
    .groupBy(deals.ownerId);
  const leadCounts = await tx
    .select({ personId: leads.ownerId, n: count() })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        inArray(leads.status, [...OPEN_STATUSES]),
        isNotNull(leads.ownerId),
      ),
    )
    .groupBy(leads.ownerId);
  const turns = await tx
    .select({ personId: leadHandovers.personId, last: max(leadHandovers.id) })
    .from(leadHandovers)
    .where(eq(leadHandovers.workspaceId, workspaceId))
    .groupBy(leadHandovers.personId);
  const away = await isAway(rows.map((row) => row.personId));
  const of = (all: readonly { personId: number | null; n: number }[]) =>
    new Map(all.map((one) => [one.personId, one.n]));
  const [dealsOf, leadsOf] = [of(dealCounts), of(leadCounts)];
  const turnOf = new Map(turns.map((turn) => [turn.personId, turn.last ?? 0]));
  return rows.map(({ deactivatedAt, ...row }) => ({
    ...row,
    isActive: deactivatedAt === null,
    isAway: away.has(row.personId),
    openDeals: dealsOf.get(row.personId) ?? 0,
    openLeads: leadsOf.get(row.personId) ?? 0,
    lastTurn: turnOf.get(row.personId) ?? 0,
  }));
}

/** The Slack ids of people of a role that is set here and who are still with us. */
export async function listManagers(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .select({ slackUserId: people.slackUserId, roles: people.roles, left: people.deactivatedAt })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), isNotNull(people.slackUserId)));
  return rows
    .filter((row) => row.left === null && row.roles.includes("manager"))
    .flatMap((row) => row.slackUserId ?? [])
    .toSorted();
}
