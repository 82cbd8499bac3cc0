import { and, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import type { Actor, Relation } from "../../../kernel/access.ts";
import type { Status } from "../../deals/index.ts";
import { owner, relationsOf, standing } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { BillingStatus } from "../domain/billing.ts";
import type { Contract } from "../domain/contract.ts";
import type { Point } from "../domain/point.ts";
import { contracts } from "../schema/contracts.ts";
import { billingTasks } from "../schema/parts.ts";
import { findContract } from "./contract.ts";

/** The deal a contract hangs on, as far as a contract's card speaks of it. */
export type ContractDeal = {
  id: number;
  title: string;
  accountName: string | null;
  status: Status;
  roomId: string | null;
  ownerId: number;
  ownerName: string;
};

/** A contract with everything that hangs on it, with names, and how the reader stands to its deal. */
export type ContractView = {
  contract: Contract;
  points: readonly Point[];
  deal: ContractDeal;
  relations: Relation[];
  reviewerName: string | null;
  /** How far billing is set up; null before the signature. */
  billing: BillingStatus | null;
};

const reviewer = alias(people, "contract_reviewer");

/** Null when there is none with this number. */
export async function findContractView(
  tx: Tx,
  actor: Actor,
  id: number,
): Promise<ContractView | null> {
  const { workspaceId } = actor;
  const [found, [row]] = await Promise.all([
    findContract(tx, workspaceId, id),
    tx
      .select({
        deal: {
          id: deals.id,
          title: deals.title,
          accountName: accounts.name,
          status: deals.status,
          roomId: deals.roomId,
          ownerId: deals.ownerId,
          ownerName: owner.name,
        },
        ownerId: deals.ownerId,
        seId: deals.seId,
        reviewerName: reviewer.name,
        billing: billingTasks.status,
        ...standing(actor),
      })
      .from(contracts)
      .innerJoin(
        deals,
        and(eq(deals.workspaceId, contracts.workspaceId), eq(deals.id, contracts.dealId)),
      )
      .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
      .leftJoin(
        accounts,
        and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
      )
      .leftJoin(
        reviewer,
        and(eq(reviewer.workspaceId, contracts.workspaceId), eq(reviewer.id, contracts.reviewedBy)),
      )
      .leftJoin(
        billingTasks,
        and(
          eq(billingTasks.workspaceId, contracts.workspaceId),
          eq(billingTasks.contractId, contracts.id),
        ),
      )
      .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.id, id))),
  ]);
  if (!found || !row) return null;
  const { deal, reviewerName, billing } = row;
  return { ...found, deal, reviewerName, billing, relations: relationsOf(actor, row, row) };
}

/** Somebody who is told by direct message. */
export type Told = { id: number; slackUserId: string; timeZone: string };

/** These people as far as they can be told anything: those without a Slack account are left out. */
export async function listTold(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
): Promise<Told[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: people.id, slackUserId: people.slackUserId, timeZone: people.timeZone })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, [...new Set(ids)])));
  return rows.flatMap(({ slackUserId, ...row }) => (slackUserId ? [{ ...row, slackUserId }] : []));
}
