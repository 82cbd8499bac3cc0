import { and, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import { nameKey } from "../../../kernel/text.ts";
import { people } from "../../people/schema.ts";
import type { LeadFilter } from "../domain/filter.ts";
import { type Lead, OPEN_STATUSES } from "../domain/lead.ts";
import { leadHandovers } from "../schema/handovers.ts";
import { leads } from "../schema/leads.ts";

const holder = alias(people, "lead_holder");

/** Where a page ended: the next one starts behind it. */
export type LeadCursor = { score: number; id: number };

/** A lead as a row of a list. */
export type LeadLine = Pick<
  Lead,
  "id" | "company" | "contactName" | "status" | "score" | "source" | "ownerId" | "createdAt"
> & { ownerName: string | null; isWaiting: boolean };

/** How many leads fit, and how many of them nobody has. */
export type LeadTotals = { count: number; unassigned: number };

function conditions(actor: Actor, filter: LeadFilter): SQL | undefined {
  const mine = or(
    eq(leads.ownerId, actor.personId),
    and(isNull(leads.ownerId), eq(leads.createdBy, actor.personId)),
  );
  const managed = sql`exists (
    with recursive line (id) as (
      select ${holder.managerId}
      union
      select p.manager_id from ${people} p join line on p.workspace_id = ${leads.workspaceId} and p.id = line.id
    ) select 1 from line where line.id = ${actor.personId})`;
  const team = or(
    mine,
    actor.teamId === null ? undefined : eq(holder.teamId, actor.teamId),
    managed,
  );
  return and(
    eq(leads.workspaceId, actor.workspaceId),
    filter.scope === "mine" ? mine : filter.scope === "team" ? team : undefined,
    filter.status === "open"
      ? inArray(leads.status, [...OPEN_STATUSES])
      : filter.status === "any"
        ? undefined
        : eq(leads.status, filter.status),
    filter.source ? eq(leads.source, filter.source) : undefined,
    filter.unassigned ? isNull(leads.ownerId) : undefined,
  );
}

function ofHolder() {
  return and(eq(holder.workspaceId, leads.workspaceId), eq(holder.id, leads.ownerId));
}

/** One page of leads, the highest score first, and among equals the newest. */
export async function listLeads(
  tx: Tx,
  actor: Actor,
  filter: LeadFilter,
  page: { limit: number; after?: LeadCursor | undefined },
): Promise<{ lines: LeadLine[]; hasMore: boolean }> {
  const { after } = page;
  const rows = await tx
    .select({
      id: leads.id,
      company: leads.company,
      contactName: leads.contactName,
      status: leads.status,
      score: leads.score,
      source: leads.source,
      ownerId: leads.ownerId,
      createdAt: leads.createdAt,
      ownerName: holder.name,
      isWaiting: sql<boolean>`exists (select 1 from ${leadHandovers} h where h.workspace_id = ${leads.workspaceId}
        and h.lead_id = ${leads.id} and h.state = 'waiting')`,
    })
    .from(leads)
    .leftJoin(holder, ofHolder())
    .where(
      and(
        conditions(actor, filter),
        after
          ? sql`(${leads.score}, ${leads.id}) < (${after.score}::int, ${after.id}::int)`
          : undefined,
      ),
    )
    .orderBy(desc(leads.score), desc(leads.id))
    .limit(page.limit + 1);
  return { lines: rows.slice(0, page.limit), hasMore: rows.length > page.limit };
}

/** How many leads the filter finds. */
export async function countLeads(tx: Tx, actor: Actor, filter: LeadFilter): Promise<LeadTotals> {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      unassigned: sql<number>`(count(*) filter (where ${leads.ownerId} is null))::int`,
    })
    .from(leads)
    .leftJoin(holder, ofHolder())
    .where(conditions(actor, filter));
  return row ?? { count: 0, unassigned: 0 };
}

/** Leads whose company holds these words; open ones first, those that begin with them before the others. */
export function searchLeads(
  tx: Tx,
  workspaceId: string,
  words: string,
  limit: number,
): Promise<Pick<Lead, "id" | "company" | "status" | "contactName">[]> {
  const key = nameKey(words).replaceAll(/[\\%_]/g, "\\$&");
  const open = inArray(leads.status, [...OPEN_STATUSES]);
  return tx
    .select({
      id: leads.id,
      company: leads.company,
      status: leads.status,
      contactName: leads.contactName,
    })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        sql`(${leads.companyKey} like ${`${key}%`} or ${leads.companyKey} like ${`% ${key}%`})`,
      ),
    )
    .orderBy(
      desc(sql`(${open})`),
      desc(sql`(${leads.companyKey} = ${nameKey(words)})`),
      desc(leads.id),
    )
    .limit(limit);
}
