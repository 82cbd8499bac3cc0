import { setImmediate } from "node:timers/promises";
import type { Tx } from "../../../../db/client.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { planDeals, reasonOf } from "../plan/plan-deals.ts";
import { readWorld, type World } from "../plan/world.ts";
import { dealAssumptions } from "../row/deal-assumptions.ts";
import { studyColumns } from "../row/deal-columns.ts";
import type { DealDraft } from "../row/deal-draft.ts";
import { type DealReading, readDealRow } from "../row/deal-row.ts";
import { saveDeals } from "../save/save-deals.ts";
import { type ImportAct, UNASSIGNED } from "../save/save-names.ts";
import type { ImportRun, Outcome, ReadFile } from "./import-run.ts";
import type { Refusal } from "./report.ts";

/** Rows after which others get a turn. */
const TURN = 500;

/** Imports the deals of a file, in the caller's transaction. */
export async function importDeals(
  tx: Tx,
  act: ImportAct,
  read: ReadFile,
  run: ImportRun,
): Promise<Outcome> {
  const { file, recognised } = read;
  const reading: DealReading = {
    recognised,
    columns: studyColumns(file, recognised),
    header: file.header,
    currency: run.currency,
    timeZone: act.actor.timeZone,
    names: run.names,
  };
  const { drafts, refused } = await readDrafts(read, reading, run);
  const known = await readWorld(tx, act.actor.workspaceId, drafts, { lock: !run.dryRun });
  const world = withForeseen(known, run);
  const plan = planDeals(drafts, world, {
    now: act.now,
    currency: run.currency,
    defaultOwner:
      act.actor.personId > 0 ? { id: act.actor.personId } : { name: UNASSIGNED, email: null },
  });
  const total = plan.created.length + plan.changed.length;
  if (run.dryRun) foresee(run, plan);
  else await saveDeals(tx, act, plan, async (saved) => run.progress?.(saved, total));
  return {
    created: plan.created.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    refused: [...refused, ...plan.refused].sort((a, b) => a.line - b.line),
    assumptions: dealAssumptions(read, reading, plan, act.actor),
  };
}

async function readDrafts(
  { file }: ReadFile,
  reading: DealReading,
  run: ImportRun,
): Promise<{ drafts: DealDraft[]; refused: Refusal[] }> {
  const drafts: DealDraft[] = [];
  const refused: Refusal[] = [];
  for (const [i, row] of file.rows.entries()) {
    try {
      const draft = readDealRow(row, reading);
      const history = run.histories.get(draft.identity.sourceId ?? "");
      drafts.push(history ? { ...draft, stages: history } : draft);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line: row.line, reason: reasonOf(error) });
    }
    if (i % TURN === TURN - 1) {
      if (run.dryRun) await run.progress?.(i + 1, file.rows.length);
      await setImmediate();
    }
  }
  return { drafts, refused };
}

function withForeseen(world: World, { foreseen }: ImportRun): World {
  return {
    ...world,
    accounts: [...world.accounts, ...foreseen.accounts],
    products: [...world.products, ...foreseen.products],
    people: [...world.people, ...foreseen.people],
  };
}

function foresee({ foreseen }: ImportRun, plan: ReturnType<typeof planDeals>): void {
  for (const { state } of plan.created)
    if (state.sourceId) foreseen.deals.add(`${state.source} ${state.sourceId}`);
}
