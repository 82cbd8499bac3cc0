import { and, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { ofTeam, owner, type Viewing, visibleTo } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Scope } from "../domain/list-request.ts";
import type { ObjectionStatus, ObjectionType, Severity } from "../domain/objection.ts";
import { objections } from "../schema.ts";

/** Which objections are asked for. What is left out does not narrow. */
export type ObjectionFilter = {
  /** `mine` are those of deals one owns or engineers. */
  scope: Scope;
  statuses?: readonly ObjectionStatus[] | undefined;
  types?: readonly ObjectionType[] | undefined;
  severity?: Severity | undefined;
  /** Of deals this person owns. */
  repId?: number | undefined;
  dealId?: number | undefined;
};

/** Where a page ended: the next one starts behind it. */
export type ObjectionCursor = { unsettled: boolean; id: number };

/** One objection as a list shows it. */
export type ObjectionLine = {
  id: number;
  text: string;
  type: ObjectionType;
  severity: Severity;
  status: ObjectionStatus;
  followUpDate: Day | null;
  followUpName: string | null;
  deal: { id: number; title: string; accountName: string | null };
  ownerId: number;
  ownerName: string;
};

const follower = alias(people, "follower");
const unsettled = sql<boolean>`(${objections.settledAt} is null)`;

function conditions({ actor, settings }: Viewing, filter: ObjectionFilter): SQL | undefined {
  const { scope, statuses, types, severity, repId, dealId } = filter;
  return and(
    eq(objections.workspaceId, actor.workspaceId),
    visibleTo(actor, settings),
    scope === "mine"
      ? or(eq(deals.ownerId, actor.personId), eq(deals.seId, actor.personId))
      : undefined,
    scope === "team" ? ofTeam(actor) : undefined,
    statuses ? inArray(objections.status, [...statuses]) : undefined,
    types ? inArray(objections.type, [...types]) : undefined,
    severity ? eq(objections.severity, severity) : undefined,
    repId === undefined ? undefined : eq(deals.ownerId, repId),
    dealId === undefined ? undefined : eq(objections.dealId, dealId),
  );
}

const ofDeal = and(eq(deals.workspaceId, objections.workspaceId), eq(deals.id, objections.dealId));
const ofOwner = and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId));

/** One page of the objections of deals the reader may see: unsettled ones first, then the newest. */
export async function listObjections(
  tx: Tx,
  viewing: Viewing,
  filter: ObjectionFilter,
  page: { limit: number; after?: ObjectionCursor | undefined },
): Promise<{ lines: ObjectionLine[]; next: ObjectionCursor | null }> {
  const { after, limit } = page;
  const rows = await tx
    .select({
      id: objections.id,
      text: objections.text,
      type: objections.type,
      severity: objections.severity,
      status: objections.status,
      followUpDate: objections.followUpDate,
      followUpName: follower.name,
      deal: { id: deals.id, title: deals.title, accountName: accounts.name },
      ownerId: deals.ownerId,
      ownerName: owner.name,
      unsettled,
    })
    .from(objections)
    .innerJoin(deals, ofDeal)
    .innerJoin(owner, ofOwner)
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      follower,
      and(
        eq(follower.workspaceId, objections.workspaceId),
        eq(follower.id, objections.followUpPersonId),
      ),
    )
    .where(
      and(
        conditions(viewing, filter),
        after
          ? sql`(${unsettled}, ${objections.id}) < (${after.unsettled}::boolean, ${after.id}::int)`
          : undefined,
      ),
    )
    .orderBy(desc(unsettled), desc(objections.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    lines: shown.map(({ unsettled: _, ...line }) => line),
    next: rows.length > limit && last ? { unsettled: last.unsettled, id: last.id } : null,
  };
}

/** What a filter finds, counted. */
export type ObjectionTotals = {
  count: number;
  unsettled: number;
  /** Unsettled ones of high severity. */
  high: number;
};

/** How many objections the filter finds among those the reader may see. */
export async function countObjections(
  tx: Tx,
  viewing: Viewing,
  filter: ObjectionFilter,
): Promise<ObjectionTotals> {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      unsettled: sql<number>`(count(*) filter (where ${unsettled}))::int`,
      high: sql<number>`(count(*) filter (where ${unsettled} and ${objections.severity} = 'high'))::int`,
    })
    .from(objections)
    .innerJoin(deals, ofDeal)
    .innerJoin(owner, ofOwner)
    .where(conditions(viewing, filter));
  return row ?? { count: 0, unsettled: 0, high: 0 };
}
