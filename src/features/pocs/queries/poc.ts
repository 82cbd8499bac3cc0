import { and, asc, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { requirements } from "../../deals/schema/trail.ts";
import { type Criterion, LIVE_STATUSES, type Poc, type PocStatus } from "../domain/poc.ts";
import { pocCriteria } from "../schema/parts.ts";
import { pocs } from "../schema/pocs.ts";

const { workspaceId: _, ...pocColumns } = getTableColumns(pocs);
const { workspaceId: __, pocId: ___, ...criterionColumns } = getTableColumns(pocCriteria);

/** The deal a proof of concept belongs to; null when there is none with this number. */
export async function findDealOfPoc(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: pocs.dealId })
    .from(pocs)
    .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.id, id)));
  return row?.dealId ?? null;
}

/** The proof of concept with its criteria; null when there is none with this number. */
export async function findPoc(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<{ poc: Poc; criteria: Criterion[] } | null> {
  const [[poc], criteria] = await Promise.all([
    tx
      .select(pocColumns)
      .from(pocs)
      .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.id, id))),
    tx
      .select(criterionColumns)
      .from(pocCriteria)
      .where(and(eq(pocCriteria.workspaceId, workspaceId), eq(pocCriteria.pocId, id)))
      .orderBy(asc(pocCriteria.n)),
  ]);
  return poc ? { poc, criteria } : null;
}

/** Locks a proof of concept until the transaction ends. Its deal is locked before it. */
export async function lockPoc(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx
    .select({ id: pocs.id })
    .from(pocs)
    .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.id, id)))
    .for("update");
}

/** The planned or running proof of concept of a deal; there is at most one. */
export async function findLivePoc(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<{ id: number; status: PocStatus } | null> {
  const [row] = await tx
    .select({ id: pocs.id, status: pocs.status })
    .from(pocs)
    .where(
      and(
        eq(pocs.workspaceId, workspaceId),
        eq(pocs.dealId, dealId),
        inArray(pocs.status, [...LIVE_STATUSES]),
      ),
    );
  return row ?? null;
}

/** The proof of concept that is meant by its deal: the live one, else the newest; null when it has none. */
export async function findPocOfDeal(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ id: pocs.id })
    .from(pocs)
    .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.dealId, dealId)))
    .orderBy(desc(sql`(${inArray(pocs.status, [...LIVE_STATUSES])})`), desc(pocs.id))
    .limit(1);
  return row?.id ?? null;
}

/** Which of these deals have a proof of concept. */
export async function listDealsWithPoc(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly number[],
): Promise<number[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx
    .selectDistinct({ dealId: pocs.dealId })
    .from(pocs)
    .where(and(eq(pocs.workspaceId, workspaceId), inArray(pocs.dealId, [...dealIds])));
  return rows.map((row) => row.dealId);
}

/** What the customer of a deal needs, oldest first, to suggest what to try: integrations apart from the rest. */
export async function listNeeds(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<{ features: string[]; integrations: string[] }> {
  const rows = await tx
    .select({ text: requirements.text, category: requirements.category })
    .from(requirements)
    .where(and(eq(requirements.workspaceId, workspaceId), eq(requirements.dealId, dealId)))
    .orderBy(asc(requirements.id));
  const texts = (integration: boolean) =>
    rows.filter((row) => (row.category === "integration") === integration).map((row) => row.text);
  return { features: texts(false), integrations: texts(true) };
}
