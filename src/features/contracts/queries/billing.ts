import { and, asc, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import { owner } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { BillingStatus } from "../domain/billing.ts";
import type { Payment } from "../domain/contract.ts";
import { contracts } from "../schema/contracts.ts";
import { billingTasks } from "../schema/parts.ts";
import type { Told } from "./view.ts";

/** A billing set-up task as finance reads it. */
export type BillingTask = {
  contractId: number;
  dealId: number;
  dealTitle: string;
  accountName: string | null;
  ownerName: string;
  value: Money;
  payment: Payment;
  firstInvoiceOn: Day;
  termMonths: number;
  signedFileUrl: string | null;
  status: BillingStatus;
  doneByName: string | null;
  doneAt: Date | null;
};

function selectTasks(tx: Tx) {
  return tx
    .select({
      contractId: billingTasks.contractId,
      dealId: contracts.dealId,
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerName: owner.name,
      minor: billingTasks.valueMinor,
      currency: billingTasks.currency,
      payment: billingTasks.payment,
      firstInvoiceOn: billingTasks.firstInvoiceOn,
      termMonths: contracts.termMonths,
      signedFileUrl: contracts.signedFileUrl,
      status: billingTasks.status,
      doneByName: people.name,
      doneAt: billingTasks.doneAt,
    })
    .from(billingTasks)
    .innerJoin(
      contracts,
      and(
        eq(contracts.workspaceId, billingTasks.workspaceId),
        eq(contracts.id, billingTasks.contractId),
      ),
    )
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
      people,
      and(eq(people.workspaceId, billingTasks.workspaceId), eq(people.id, billingTasks.doneBy)),
    );
}

type Row = Awaited<ReturnType<typeof selectTasks>>[number];
const toTask = ({ minor, currency, ...row }: Row): BillingTask => ({
  ...row,
  value: { minor, currency },
});

/** The task of a contract; null before its signature. */
export async function findBillingTask(
  tx: Tx,
  workspaceId: string,
  contractId: number,
): Promise<BillingTask | null> {
  const [row] = await selectTasks(tx).where(
    and(eq(billingTasks.workspaceId, workspaceId), eq(billingTasks.contractId, contractId)),
  );
  return row ? toTask(row) : null;
}

/** Tasks that wait, the next invoice first, and what was done last. */
export async function listBillingTasks(
  tx: Tx,
  workspaceId: string,
  limit: number,
): Promise<BillingTask[]> {
  const rows = await selectTasks(tx)
    .where(eq(billingTasks.workspaceId, workspaceId))
    .orderBy(
      desc(sql`(${billingTasks.status} = 'open')`),
      asc(billingTasks.firstInvoiceOn),
      asc(billingTasks.contractId),
    )
    .limit(limit);
  return rows.map(toTask);
}

/** Everybody with the role finance who can be told; where there is nobody, the admins. */
export async function listFinance(tx: Tx, workspaceId: string): Promise<Told[]> {
  const rows = await tx
    .select({
      id: people.id,
      slackUserId: people.slackUserId,
      timeZone: people.timeZone,
      isFinance: sql<boolean>`'finance' = any(${people.roles})`,
    })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        isNull(people.deactivatedAt),
        or(
          sql`'finance' = any(${people.roles})`,
          sql`'admin' = any(${people.roles})`,
          eq(people.isSlackAdmin, true),
        ),
      ),
    )
    .orderBy(asc(people.id));
  const finance = rows.filter((row) => row.isFinance);
  return (finance.length > 0 ? finance : rows).flatMap(({ id, slackUserId, timeZone }) =>
    slackUserId ? [{ id, slackUserId, timeZone }] : [],
  );
}
