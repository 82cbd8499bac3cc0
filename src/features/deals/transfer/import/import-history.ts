import { and, asc, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../../db/client.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { plural } from "../../../../kernel/text.ts";
import { record } from "../../../audit/index.ts";
import { deals } from "../../schema/deals.ts";
import { stageHistory } from "../../schema/trail.ts";
import { parseMoment, readDateColumns } from "../cells/column-dates.ts";
import { parseFlag } from "../cells/column-values.ts";
import { salesforceId } from "../columns/salesforce.ts";
import { stageOf } from "../columns/stage-words.ts";
import { fileAssumptions } from "../file/file-assumptions.ts";
import { reasonOf } from "../plan/plan-deals.ts";
import { type DealRow, findDeals } from "../plan/world.ts";
import { fallbackOrder, filled } from "../row/deal-columns.ts";
import type { StageEntry } from "../row/deal-draft.ts";
import { insertRows, updateVersioned } from "../save/bulk-rows.ts";
import type { ImportAct } from "../save/save-names.ts";
import { cellOf, type ImportRun, type Outcome, type ReadFile } from "./import-run.ts";
import type { Refusal } from "./report.ts";

type Entry = StageEntry & { line: number };

/** The stage changes of a file by the id of their deal, oldest first, with the rows that were refused. */
export function readHistory(
  { file, recognised }: ReadFile,
  timeZone: string,
): { entries: Map<string, Entry[]>; refused: Refusal[] } {
  const place = recognised.columns.get("changedAt") ?? 0;
  const dates = readDateColumns(
    new Map([["changedAt", filled(file.rows, place)]]),
    fallbackOrder(file),
  ).get("changedAt");
  const entries = new Map<string, Entry[]>();
  const refused: Refusal[] = [];
  for (const { line, cells } of file.rows) {
    try {
      const cell = (field: string) => cellOf(recognised, cells, field);
      if (parseFlag(cell("isDeleted") ?? ""))
        throw new AppError("bad_input", "It was deleted where it comes from.");
      const id = salesforceId(cell("dealId") ?? "");
      const changedAt = cell("changedAt");
      if (!id) throw new AppError("bad_input", "The deal's id is missing.");
      if (!changedAt || !dates) throw new AppError("bad_input", "The date is missing.");
      const entry = {
        line,
        stage: stageOf(cell("stage") ?? ""),
        at: parseMoment(changedAt, dates, timeZone).at,
      };
      entries.set(id, [...(entries.get(id) ?? []), entry]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line, reason: reasonOf(error) });
    }
  }
  for (const list of entries.values()) list.sort((a, b) => a.at.getTime() - b.at.getTime());
  return { entries, refused };
}

/**
 * Adds the stages deals went through to deals that are here already. Rows that change no stage, and those that are known,
 * add nothing. The history can only be added to, so when its last entry would not be the deal's stage, that follows.
 */
export async function importHistory(
  tx: Tx,
  act: ImportAct,
  read: ReadFile,
  run: ImportRun,
): Promise<Outcome> {
  const { workspaceId } = act.actor;
  const { source } = read.recognised;
  const { entries, refused } = readHistory(read, act.actor.timeZone);
  const rows = await findDeals(
    tx,
    workspaceId,
    [...entries.keys()].map((sourceId) => ({ ownId: null, source, sourceId })),
    { lock: !run.dryRun },
  );
  const bySource = new Map(rows.map((row) => [row.sourceId ?? "", row]));
  const known = await knownEntries(tx, workspaceId, rows);
  let created = 0;
  let unchanged = 0;
  const additions: { deal: DealRow; entries: Entry[]; isMovedHere: boolean }[] = [];
  for (const [id, all] of entries) {
    const deal = bySource.get(id);
    const isForeseen = run.foreseen.deals.has(`${source} ${id}`);
    if (!deal && !isForeseen) {
      for (const { line } of all)
        refused.push({ line, reason: `There is no deal of ${id} here. Import the deals first.` });
      continue;
    }
    const history = known.get(deal?.id ?? 0);
    const fresh = all.filter(
      (entry, i) =>
        deal && entry.stage !== all[i - 1]?.stage && !history?.entries.has(keyOf(entry)),
    );
    created += fresh.length;
    unchanged += all.length - fresh.length;
    if (deal && fresh.length > 0)
      additions.push({ deal, entries: fresh, isMovedHere: history?.isMovedHere ?? false });
  }
  if (!run.dryRun) await save(tx, act, additions);
  return {
    created,
    changed: 0,
    unchanged,
    refused: refused.sort((a, b) => a.line - b.line),
    assumptions: [
      ...fileAssumptions(read),
      `Stage changes of ${plural(entries.size, "deal")}.`,
      ...(unchanged > 0
        ? [`${plural(unchanged, "row")} change no stage, or tell what is known.`]
        : []),
    ],
  };
}

function keyOf({ stage, at }: StageEntry): string {
  return `${stage} ${at.getTime()}`;
}

async function knownEntries(tx: Tx, workspaceId: string, rows: readonly DealRow[]) {
  const known = new Map<number, { entries: Set<string>; isMovedHere: boolean }>();
  for (let start = 0; start < rows.length; start += 5000) {
    const ids = rows.slice(start, start + 5000).map((row) => row.id);
    const found = await tx
      .select({
        dealId: stageHistory.dealId,
        kind: stageHistory.kind,
        stage: stageHistory.toStage,
        at: stageHistory.at,
      })
      .from(stageHistory)
      .where(and(eq(stageHistory.workspaceId, workspaceId), inArray(stageHistory.dealId, ids)))
      .orderBy(asc(stageHistory.id));
    for (const { dealId, kind, ...entry } of found) {
      const one = known.get(dealId) ?? { entries: new Set<string>(), isMovedHere: false };
      one.entries.add(keyOf(entry));
      one.isMovedHere ||= kind !== "imported";
      known.set(dealId, one);
    }
  }
  return known;
}

async function save(
  tx: Tx,
  act: ImportAct,
  additions: readonly { deal: DealRow; entries: readonly Entry[]; isMovedHere: boolean }[],
): Promise<void> {
  const { workspaceId, personId } = act.actor;
  const rows = additions.flatMap(({ deal, entries }) => {
    const last = entries.at(-1);
    const closing =
      last && last.stage !== deal.stage ? [{ stage: deal.stage, at: deal.stageEnteredAt }] : [];
    return [...entries, ...closing].map(({ stage, at }, i, all) => ({
      workspaceId,
      dealId: deal.id,
      kind: "imported" as const,
      fromStage: all[i - 1]?.stage ?? null,
      toStage: stage,
      at,
      actorId: personId || null,
      version: deal.version,
    }));
  });
  await insertRows(tx, stageHistory, rows);
  // The file knows better when an open deal entered its stage, unless it was moved here since.
  const moved = additions.flatMap(({ deal, entries, isMovedHere }) => {
    const last = entries.at(-1);
    const isNews =
      last && last.stage === deal.stage && last.at.getTime() !== deal.stageEnteredAt.getTime();
    return isNews && deal.status === "open" && !isMovedHere
      ? [
          {
            before: deal,
            after: {
              ...deal,
              stageEnteredAt: last.at,
              updatedAt: act.now,
              version: deal.version + 1,
            },
          },
        ]
      : [];
  });
  await updateVersioned(
    tx,
    deals,
    moved.map(({ after }) => after),
  );
  const audits = moved.map(({ before, after }) => ({
    action: "deal.imported",
    subject: "deal",
    subjectId: after.id,
    before: { stageEnteredAt: before.stageEnteredAt },
    after: { stageEnteredAt: after.stageEnteredAt },
  }));
  for (let start = 0; start < audits.length; start += 1000)
    await record(tx, act, audits.slice(start, start + 1000));
}
