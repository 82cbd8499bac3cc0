import { and, asc, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import {
  type Contract,
  type ContractStatus,
  OPEN_STATUSES,
  type Template,
} from "../domain/contract.ts";
import type { Point } from "../domain/point.ts";
import { contracts } from "../schema/contracts.ts";
import { contractPoints } from "../schema/parts.ts";

const { workspaceId: _, ...columns } = getTableColumns(contracts);
const { workspaceId: __, contractId: ___, ...pointColumns } = getTableColumns(contractPoints);
const isOpen = sql<boolean>`(${inArray(contracts.status, [...OPEN_STATUSES])})`;

type Row = Omit<Contract, "value"> & { valueMinor: number; currency: string };

/** The row's value as money. */
function toContract({ valueMinor, currency, ...row }: Row): Contract {
  return { ...row, value: { minor: valueMinor, currency } };
}

/** The deal a contract belongs to; null when there is none with this number. */
export async function findDealOfContract(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: contracts.dealId })
    .from(contracts)
    .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.id, id)));
  return row?.dealId ?? null;
}

/** The contract with its negotiation points; null when there is none with this number. */
export async function findContract(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<{ contract: Contract; points: Point[] } | null> {
  const [[row], points] = await Promise.all([
    tx
      .select(columns)
      .from(contracts)
      .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.id, id))),
    tx
      .select(pointColumns)
      .from(contractPoints)
      .where(and(eq(contractPoints.workspaceId, workspaceId), eq(contractPoints.contractId, id)))
      .orderBy(asc(contractPoints.n)),
  ]);
  return row ? { contract: toContract(row), points } : null;
}

/** Locks a contract until the transaction ends. Its deal is locked before it. */
export async function lockContract(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx
    .select({ id: contracts.id })
    .from(contracts)
    .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.id, id)))
    .for("update");
}

/** A contract in a line: what a deal's card says of it. */
export type ContractGlance = { id: number; status: ContractStatus; template: Template };

/** The contract of a deal that counts: the open one, else the newest; null when it has none. */
export async function findContractOf(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<ContractGlance | null> {
  const [row] = await tx
    .select({ id: contracts.id, status: contracts.status, template: contracts.template })
    .from(contracts)
    .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.dealId, dealId)))
    .orderBy(desc(isOpen), desc(contracts.id))
    .limit(1);
  return row ?? null;
}

/** Which of these deals have a contract. */
export async function listDealsWithContract(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly number[],
): Promise<number[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx
    .selectDistinct({ dealId: contracts.dealId })
    .from(contracts)
    .where(and(eq(contracts.workspaceId, workspaceId), inArray(contracts.dealId, [...dealIds])));
  return rows.map((row) => row.dealId);
}
