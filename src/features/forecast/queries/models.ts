import { desc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { DealModels } from "../domain/ml-estimate.ts";
import type { TimeModel } from "../domain/model/time-model.ts";
import { readWinModel } from "../domain/model/win-model.ts";
import { forecastModels } from "../schema/models.ts";

/** Models with what they learned from. */
export type StoredModels = DealModels & {
  trainedAt: Date;
  fromDay: Day;
  throughDay: Day;
  deals: number;
};

/** The models in use; null before the first training, or when they were made by another version. */
export async function findModels(tx: Tx, workspaceId: string): Promise<StoredModels | null> {
  const [row] = await tx
    .select()
    .from(forecastModels)
    .where(eq(forecastModels.workspaceId, workspaceId))
    .orderBy(desc(forecastModels.id))
    .limit(1);
  if (!row || !isTimeModel(row.time) || !isOfThisVersion(row.win)) return null;
  const { trainedAt, fromDay, throughDay, deals } = row;
  return { win: readWinModel(row.win), time: row.time, trainedAt, fromDay, throughDay, deals };
}

function isOfThisVersion(stored: unknown): boolean {
  try {
    readWinModel(stored);
    return true;
  } catch {
    return false;
  }
}

function isTimeModel(stored: unknown): stored is TimeModel {
  return (
    typeof stored === "object" &&
    stored !== null &&
    "format" in stored &&
    stored.format === "dealdesk-time-model" &&
    "version" in stored &&
    stored.version === 1 &&
    "hazard" in stored &&
    isOfThisVersion(stored.hazard)
  );
}
