import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import { ofTeam, owner, type Viewing, visibleTo } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Demo } from "../domain/demo.ts";
import type { DemoFilter } from "../domain/filter.ts";
import { demos } from "../schema.ts";

const engineer = alias(people, "demo_engineer");

/** A line of the list of demos. */
export type DemoLine = Pick<
  Demo,
  "id" | "title" | "status" | "startsAt" | "minutes" | "outcome" | "dealId"
> & { dealTitle: string; accountName: string | null; seId: number | null; seName: string | null };

/** How many demos a list shows; who has more narrows it. */
export const MOST_LISTED = 60;

/** The demos the actor may see that fit the filter: those with a time first, the next one on top; past ones from the last one back. */
export async function listDemos(
  tx: Tx,
  viewing: Viewing,
  filter: DemoFilter,
): Promise<{ lines: DemoLine[]; total: number }> {
  const { actor, settings } = viewing;
  const which = and(
    eq(demos.workspaceId, actor.workspaceId),
    visibleTo(actor, settings),
    ofScope(viewing, filter),
    ofTime(viewing, filter),
  );
  const from = tx
    .select({
      id: demos.id,
      title: demos.title,
      status: demos.status,
      startsAt: demos.startsAt,
      minutes: demos.minutes,
      outcome: demos.outcome,
      dealId: demos.dealId,
      dealTitle: deals.title,
      accountName: accounts.name,
      seId: demos.seId,
      seName: engineer.name,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(demos)
    .innerJoin(deals, and(eq(deals.workspaceId, demos.workspaceId), eq(deals.id, demos.dealId)))
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      engineer,
      and(eq(engineer.workspaceId, demos.workspaceId), eq(engineer.id, demos.seId)),
    );
  const isPast = filter.when === "past";
  const rows = await from
    .where(which)
    .orderBy(
      isPast ? sql`${demos.startsAt} desc nulls last` : sql`${demos.startsAt} asc nulls last`,
      isPast ? desc(demos.id) : asc(demos.id),
    )
    .limit(MOST_LISTED);
  return { lines: rows, total: rows[0]?.total ?? 0 };
}

function ofScope({ actor }: Viewing, { scope }: DemoFilter): SQL | undefined {
  if (scope === "all") return undefined;
  const mine = or(
    eq(demos.seId, actor.personId),
    eq(demos.requestedBy, actor.personId),
    eq(deals.ownerId, actor.personId),
    eq(deals.seId, actor.personId),
  );
  return scope === "team" ? or(mine, ofTeam(actor)) : mine;
}

function ofTime({ now }: Viewing, { when }: DemoFilter): SQL | undefined {
  const over = inArray(demos.status, ["delivered", "cancelled"]);
  if (when === "past") return over;
  if (when === "upcoming")
    return and(
      eq(demos.status, "scheduled"),
      sql`${demos.endsAt} > ${now.toISOString()}::timestamptz`,
    );
  return sql`not (${over})`;
}
