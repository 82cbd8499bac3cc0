import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { deals } from "../../deals/schema/deals.ts";
import type { PlayRecord } from "../domain/record.ts";
import type { TypeStats } from "../domain/stats.ts";
import { objectionPlayUses, objections } from "../schema.ts";

/** Moments between which objections were logged; the end is not in it. */
export type Span = { from?: Date | undefined; to?: Date | undefined };

const settled = sql`${objections.status} in ('resolved', 'unresolved')`;
const resolved = sql`${objections.status} = 'resolved'`;
const closed = sql`${deals.status} <> 'open'`;
const won = sql`${deals.status} = 'won'`;

function loggedIn(workspaceId: string, { from, to }: Span): SQL | undefined {
  return and(
    eq(objections.workspaceId, workspaceId),
    from ? gte(objections.createdAt, from) : undefined,
    to ? lt(objections.createdAt, to) : undefined,
  );
}

const ofDeal = and(eq(deals.workspaceId, objections.workspaceId), eq(deals.id, objections.dealId));

/** The record of each play that was used, by its id; of objections logged in the span. */
export async function getPlayRecords(
  tx: Tx,
  workspaceId: string,
  span: Span = {},
): Promise<Map<string, PlayRecord>> {
  const rows = await tx
    .select({
      playId: objectionPlayUses.playId,
      used: sql<number>`count(*)::int`,
      settled: sql<number>`(count(*) filter (where ${settled}))::int`,
      resolved: sql<number>`(count(*) filter (where ${resolved}))::int`,
      deals: sql<number>`(count(distinct ${deals.id}) filter (where ${settled}))::int`,
      dealsWorked: sql<number>`(count(distinct ${deals.id}) filter (where ${resolved}))::int`,
      closed: sql<number>`(count(distinct ${deals.id}) filter (where ${closed}))::int`,
      won: sql<number>`(count(distinct ${deals.id}) filter (where ${won}))::int`,
    })
    .from(objectionPlayUses)
    .innerJoin(
      objections,
      and(
        eq(objections.workspaceId, objectionPlayUses.workspaceId),
        eq(objections.id, objectionPlayUses.objectionId),
      ),
    )
    .innerJoin(deals, ofDeal)
    .where(loggedIn(workspaceId, span))
    .groupBy(objectionPlayUses.playId);
  return new Map(rows.map(({ playId, ...record }) => [playId, record]));
}

/** How the objections of each type went, the most frequent first; of those logged in the span. */
export function listTypeStats(tx: Tx, workspaceId: string, span: Span = {}): Promise<TypeStats[]> {
  return tx
    .select({
      type: objections.type,
      logged: sql<number>`count(*)::int`,
      settled: sql<number>`(count(*) filter (where ${settled}))::int`,
      resolved: sql<number>`(count(*) filter (where ${resolved}))::int`,
      closed: sql<number>`(count(distinct ${deals.id}) filter (where ${closed}))::int`,
      won: sql<number>`(count(distinct ${deals.id}) filter (where ${won}))::int`,
    })
    .from(objections)
    .innerJoin(deals, ofDeal)
    .where(loggedIn(workspaceId, span))
    .groupBy(objections.type)
    .orderBy(sql`count(*) desc`, objections.type);
}
