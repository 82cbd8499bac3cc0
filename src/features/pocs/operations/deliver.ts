import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { joinWords } from "../../../kernel/text.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDealIn } from "../../deals/index.ts";
import { DELIVERABLES, type DeliverableKind, pocId } from "../domain/poc.ts";
import { deliverableName } from "../domain/words.ts";
import { findDealOfPoc, findPoc, lockPoc } from "../queries/poc.ts";
import type { SeenDeliverable } from "../queries/view.ts";
import { pocDeliverables } from "../schema/parts.ts";
import { noSuchPoc } from "./change-poc.ts";

/** What each deliverable is to be; those that are not named stay as they are. */
export type Deliverables = Partial<Record<DeliverableKind, { done: boolean; url: string | null }>>;

/** Writes down which deliverables are there, and where. At any time: a guide may be written after the decision. */
export function setDeliverables(
  act: DealAct,
  id: number,
  wanted: Deliverables,
): Promise<{ result: DeliverableKind[]; change: Changed }> {
  const { workspaceId, personId } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOfPoc(tx, workspaceId, id);
    if (dealId === null) throw noSuchPoc(id);
    return workOnDealIn(tx, act, dealId, "engineering.work", async (_, locked) => {
      await lockPoc(tx, workspaceId, id);
      const known = await listDeliverables(tx, workspaceId, id);
      const changed = DELIVERABLES.filter((kind) => {
        const to = wanted[kind];
        const from = known.find((one) => one.kind === kind) ?? { done: false, url: null };
        return to !== undefined && (to.done !== from.done || to.url !== from.url);
      });
      for (const kind of changed) {
        const { done = false, url = null } = wanted[kind] ?? {};
        await saveDeliverable(tx, workspaceId, id, { kind, done, url }, personId, act.now);
      }
      if (changed.length === 0) return { result: [], words: null };
      const asRecord = (all: (kind: DeliverableKind) => unknown) =>
        Object.fromEntries(changed.map((kind) => [kind, all(kind) ?? null]));
      await record(tx, act, [
        {
          action: "poc.deliverables_set",
          subject: "poc",
          subjectId: id,
          before: asRecord((kind) => known.find((one) => one.kind === kind)),
          after: asRecord((kind) => wanted[kind]),
        },
      ]);
      const poc = await findPoc(tx, workspaceId, id);
      const names = joinWords(
        changed.map((kind) => deliverableName(kind)),
        "and",
      );
      return {
        result: changed,
        words: md`updated what ${code(pocId({ id }))} leaves behind: ${names}`,
        tell: [poc?.poc.seId ?? locked.deal.seId],
      };
    });
  });
}

/** The report was made and shared: it is there, with nobody's name on it. */
export function reportShared(tx: Tx, workspaceId: string, id: number, now: Date): Promise<void> {
  return saveDeliverable(tx, workspaceId, id, { kind: "success_report", done: true }, null, now);
}

function listDeliverables(tx: Tx, workspaceId: string, id: number): Promise<SeenDeliverable[]> {
  return tx
    .select({ kind: pocDeliverables.kind, done: pocDeliverables.done, url: pocDeliverables.url })
    .from(pocDeliverables)
    .where(and(eq(pocDeliverables.workspaceId, workspaceId), eq(pocDeliverables.pocId, id)));
}

async function saveDeliverable(
  tx: Tx,
  workspaceId: string,
  pocNumber: number,
  { kind, done, url }: { kind: DeliverableKind; done: boolean; url?: string | null },
  changedBy: number | null,
  changedAt: Date,
): Promise<void> {
  const set = { done, changedBy, changedAt, ...(url === undefined ? {} : { url }) };
  await tx
    .insert(pocDeliverables)
    .values({ workspaceId, pocId: pocNumber, kind, ...set })
    .onConflictDoUpdate({
      target: [pocDeliverables.workspaceId, pocDeliverables.pocId, pocDeliverables.kind],
      set,
    });
}
