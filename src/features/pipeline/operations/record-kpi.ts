import type { Tx } from "../../../db/client.ts";
import { type HandedInKpi, kpiDefinition } from "../domain/kpi.ts";
import { kpiFigures } from "../schema/kpis.ts";

/**
 * Hands in a figure that another slice measures: `/pipeline kpis` shows it from then on, beside its target.
 * @param figure.value a share from 0 to 1, counted from so many cases
 * @throws RangeError for a share outside 0 to 1
 */
export async function recordKpi(
  tx: Tx,
  workspaceId: string,
  figure: { kpi: HandedInKpi; value: number; cases: number },
  now: Date,
): Promise<void> {
  const { kpi, value, cases } = figure;
  if (!(value >= 0 && value <= 1))
    throw new RangeError(`${kpiDefinition(kpi).name} is a share from 0 to 1, not ${value}.`);
  await tx
    .insert(kpiFigures)
    .values({ workspaceId, kpi, value, cases, measuredAt: now })
    .onConflictDoUpdate({
      target: [kpiFigures.workspaceId, kpiFigures.kpi],
      set: { value, cases, measuredAt: now },
    });
}
