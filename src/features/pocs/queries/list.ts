import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { ofTeam, owner, type Viewing, visibleTo } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { LIVE_STATUSES, type PocStatus } from "../domain/poc.ts";
import { pocCriteria } from "../schema/parts.ts";
import { pocs } from "../schema/pocs.ts";

const engineer = alias(people, "poc_engineer");

/** Whose proofs of concept, and which of them. */
export type PocFilter = { scope: "mine" | "team" | "all"; running: boolean };

/** A proof of concept as a row of a list. */
export type PocLine = {
  id: number;
  title: string;
  dealTitle: string;
  accountName: string | null;
  ownerName: string;
  seName: string | null;
  status: PocStatus;
  startsOn: Day;
  endsOn: Day;
  criteria: number;
  met: number;
  mustHaveNotMet: boolean;
};

/** More than this no table of Slack's holds. */
const MOST = 100;

/** Proofs of concept on deals the actor may see: live ones first, what ends next on top. */
export function listPocs(tx: Tx, viewing: Viewing, filter: PocFilter): Promise<PocLine[]> {
  const { actor, settings } = viewing;
  const count = (condition: SQL) =>
    sql<number>`(select count(*)::int from ${pocCriteria} c
      where c.workspace_id = ${pocs.workspaceId} and c.poc_id = ${pocs.id} and ${condition})`;
  const live = inArray(pocs.status, [...LIVE_STATUSES]);
  return tx
    .select({
      id: pocs.id,
      title: pocs.title,
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerName: owner.name,
      seName: engineer.name,
      status: pocs.status,
      startsOn: pocs.startsOn,
      endsOn: pocs.endsOn,
      criteria: count(sql`true`),
      met: count(sql`c.grade = 'met'`),
      mustHaveNotMet: sql<boolean>`${count(sql`c.must_have and c.grade = 'not_met'`)} > 0`,
    })
    .from(pocs)
    .innerJoin(deals, and(eq(deals.workspaceId, pocs.workspaceId), eq(deals.id, pocs.dealId)))
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      engineer,
      and(
        eq(engineer.workspaceId, pocs.workspaceId),
        eq(engineer.id, sql`coalesce(${pocs.seId}, ${deals.seId})`),
      ),
    )
    .where(
      and(
        eq(pocs.workspaceId, actor.workspaceId),
        visibleTo(actor, settings),
        filter.running ? eq(pocs.status, "in_progress") : undefined,
        filter.scope === "all"
          ? undefined
          : or(mine(actor.personId), filter.scope === "team" ? ofTeam(actor) : undefined),
      ),
    )
    .orderBy(desc(sql`(${live})`), asc(pocs.endsOn), asc(pocs.id))
    .limit(MOST);
}

function mine(personId: number): SQL | undefined {
  return or(
    eq(deals.ownerId, personId),
    eq(pocs.seId, personId),
    eq(deals.seId, personId),
    eq(pocs.requestedBy, personId),
  );
}
