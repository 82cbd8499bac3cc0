import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { prepared } from "../../../db/prepared.ts";
import type { Actor, Relation } from "../../../kernel/access.ts";
import { approvals } from "../../approvals/schema/approvals.ts";
import type { Deal } from "../domain/deal.ts";
import type { Evidence } from "../domain/gates.ts";
import { RISKS, type Risk } from "../domain/risk.ts";
import { accounts, contacts } from "../schema/accounts.ts";
import { deals } from "../schema/deals.ts";
import { dealCards, requirements } from "../schema/trail.ts";
import { findPaperwork, type Paperwork } from "./paperwork.ts";
import { findPresales, type Presales } from "./presales.ts";
import { RISK_VALUES, riskColumns, riskValues } from "./risk.ts";
import { toDeal } from "./row.ts";
import { engineer, owner, relationsOf, standing } from "./standing.ts";
import type { Viewing } from "./viewing.ts";

/** A deal that is about to be changed: locked until the transaction ends, with all its rules have to know. */
export type LockedDeal = {
  deal: Deal;
  accountName: string | null;
  evidence: Omit<Evidence, "lostReason">;
  relations: Relation[];
  /** Cards of it hang in channels. */
  hasCards: boolean;
  /** Somebody's decision is waited for, on it or what hangs on it: asked for under the deal's lock, so it stays true. */
  hasRequests: boolean;
};

const lockRow = prepared(["workspaceId", "id"], (tx, { workspaceId, id }) =>
  tx
    .select({ id: deals.id })
    .from(deals)
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, id)))
    .for("update"),
);

const findLocked = prepared(
  ["workspaceId", "personId", "id"],
  (tx, { workspaceId, personId, id }) =>
    tx
      .select({
        row: getTableColumns(deals),
        accountName: accounts.name,
        ...standing({ personId }),
        hasRequirement: sql<boolean>`exists (select 1 from ${requirements} r
        where r.workspace_id = ${deals.workspaceId} and r.deal_id = ${deals.id})`,
        hasCards: sql<boolean>`exists (select 1 from ${dealCards} c
        where c.workspace_id = ${deals.workspaceId} and c.deal_id = ${deals.id})`,
        hasRequests: sql<boolean>`exists (select 1 from ${approvals} a
        where a.workspace_id = ${deals.workspaceId} and a.deal_id = ${deals.id} and a.state = 'open')`,
      })
      .from(deals)
      .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
      .leftJoin(
        accounts,
        and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
      )
      .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, id))),
);

/** Locks a deal; whoever else wants to change it waits. Null when there is none with this id. */
export async function lockDeal(tx: Tx, actor: Actor, id: number): Promise<LockedDeal | null> {
  const { workspaceId, personId } = actor;
  // Two statements, sent together: one that locks and reads would, after its wait, see the new row of the deal beside the
  // owner, account and requirements of before it, and no deal at all if the owner has changed.
  const lock = lockRow(tx, { workspaceId, id });
  const read = findLocked(tx, { workspaceId, personId, id });
  const [, [row]] = await Promise.all([lock, read]);
  if (!row) return null;
  const deal = toDeal(row.row);
  return {
    deal,
    accountName: row.accountName,
    relations: relationsOf(actor, deal, row),
    hasCards: row.hasCards,
    hasRequests: row.hasRequests,
    evidence: {
      contact: deal.contactId !== null,
      amount: deal.amount !== null && deal.amount.minor > 0,
      closeDate: deal.closeDate !== null,
      requirement: row.hasRequirement,
    },
  };
}

/** A person as they are named on a deal. */
export type NamedPerson = { id: number; name: string; slackUserId: string | null };

/** A deal with the names a reader needs. */
export type DealView = {
  deal: Deal;
  accountName: string | null;
  contactName: string | null;
  owner: NamedPerson;
  se: NamedPerson | null;
  requirements: number;
  presales: Presales;
  paperwork: Paperwork;
  risks: Risk[];
};

const viewColumns = {
  row: getTableColumns(deals),
  accountName: accounts.name,
  contactName: contacts.name,
  ownerId: owner.id,
  ownerName: owner.name,
  ownerSlackId: owner.slackUserId,
  seId: engineer.id,
  seName: engineer.name,
  seSlackId: engineer.slackUserId,
  requirements: sql<number>`(select count(*)::int from ${requirements} r
    where r.workspace_id = ${deals.workspaceId} and r.deal_id = ${deals.id})`,
};

const findViews = prepared(
  ["workspaceId", "personId", "id", ...RISK_VALUES],
  (tx, { workspaceId, personId, id, ...risk }) =>
    tx
      .select({ ...viewColumns, ...standing({ personId }), ...riskColumns(risk) })
      .from(deals)
      .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
      .leftJoin(
        accounts,
        and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
      )
      .leftJoin(
        contacts,
        and(eq(contacts.workspaceId, deals.workspaceId), eq(contacts.id, deals.contactId)),
      )
      .leftJoin(
        engineer,
        and(eq(engineer.workspaceId, deals.workspaceId), eq(engineer.id, deals.seId)),
      )
      .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, id))),
);

/** A deal as the actor would see it, with how they stand to it; null when there is none with this id. */
export async function findDealView(
  tx: Tx,
  viewing: Viewing,
  id: number,
): Promise<(DealView & { relations: Relation[] }) | null> {
  const { actor } = viewing;
  const { workspaceId, personId } = actor;
  // Sent one behind the other without waiting in between.
  const [[found], presales, paperwork] = await Promise.all([
    findViews(tx, { workspaceId, personId, id, ...riskValues(viewing) }),
    findPresales(tx, workspaceId, id),
    findPaperwork(tx, workspaceId, id),
  ]);
  if (!found) return null;
  const deal = toDeal(found.row);
  return {
    deal,
    accountName: found.accountName,
    contactName: found.contactName,
    owner: { id: found.ownerId, name: found.ownerName, slackUserId: found.ownerSlackId },
    se:
      found.seId === null
        ? null
        : { id: found.seId, name: found.seName ?? "", slackUserId: found.seSlackId },
    requirements: found.requirements,
    presales,
    paperwork,
    risks: RISKS.filter((risk) => found[risk]),
    relations: relationsOf(actor, deal, found),
  };
}
