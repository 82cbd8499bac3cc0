import { and, eq, sql } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { type AuditEntry, record } from "../../audit/index.ts";
import type { Contract } from "../domain/contract.ts";
import type { ContractEvent, ContractState } from "../domain/decide.ts";
import { contracts } from "../schema/contracts.ts";
import { contractPoints } from "../schema/parts.ts";

/** The contract as a row. */
export function toRow({ value, ...contract }: Contract) {
  return { ...contract, valueMinor: value.minor, currency: value.currency };
}

/** Writes a decided change: the row, its points, and the audit log. */
export async function saveContract(
  tx: Tx,
  act: Pick<Act, "actor" | "now" | "requestId">,
  before: ContractState,
  after: ContractState,
  event: ContractEvent,
): Promise<void> {
  const { workspaceId } = act.actor;
  const { id } = after.contract;
  await tx
    .update(contracts)
    .set(toRow(after.contract))
    .where(and(eq(contracts.workspaceId, workspaceId), eq(contracts.id, id)));
  if (before.points !== after.points && after.points.length > 0)
    await tx
      .insert(contractPoints)
      .values(after.points.map((point) => ({ workspaceId, contractId: id, ...point })))
      .onConflictDoUpdate({
        target: [contractPoints.workspaceId, contractPoints.contractId, contractPoints.n],
        set: {
          kind: sql`excluded.kind`,
          text: sql`excluded.text`,
          outcome: sql`excluded.outcome`,
          settledBy: sql`excluded.settled_by`,
          settledAt: sql`excluded.settled_at`,
        },
      });
  await record(tx, act, [
    {
      action: `contract.${event.kind === "reviewed" ? event.verdict : event.kind}`,
      subject: "contract",
      subjectId: id,
      ...told(event, before, after),
    },
  ]);
}

const UNTOLD: ReadonlySet<string> = new Set(["version", "updatedAt"]);

function told(
  event: ContractEvent,
  before: ContractState,
  after: ContractState,
): Pick<AuditEntry, "before" | "after" | "reason"> {
  const keys = (Object.keys(after.contract) as (keyof Contract)[]).filter(
    (key) =>
      !UNTOLD.has(key) &&
      JSON.stringify(before.contract[key]) !== JSON.stringify(after.contract[key]),
  );
  const pick = (one: Contract) => Object.fromEntries(keys.map((key) => [key, one[key]]));
  const point = "point" in event ? event.point : null;
  const was = point && before.points.find((one) => one.n === point.n);
  const written = (one: typeof point | undefined) => {
    if (!one) return {};
    const { kind, text, outcome } = one;
    return { point: { kind, text, outcome } };
  };
  return {
    before: { ...pick(before.contract), ...written(was) },
    after: { ...pick(after.contract), ...written(point) },
    reason:
      event.kind === "ended" ? event.reason : event.kind === "reviewed" ? event.comment : null,
  };
}
