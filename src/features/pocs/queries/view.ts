import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { namesOf } from "../../people/index.ts";
import { people } from "../../people/schema.ts";
import type { Criterion, DeliverableKind, Poc } from "../domain/poc.ts";
import { pocDeliverables, pocExtensions } from "../schema/parts.ts";
import { findPoc } from "./poc.ts";

/** A criterion with the name of who graded it. */
export type SeenCriterion = Criterion & { graderName: string | null };
/** A moved end as people read it. */
export type SeenExtension = {
  fromDay: Day;
  toDay: Day;
  reason: string;
  byName: string | null;
  at: Date;
};
/** A deliverable that was written down: there, or owed. */
export type SeenDeliverable = { kind: DeliverableKind; done: boolean; url: string | null };

/** A proof of concept with everything that hangs on it, and with names. */
export type PocParts = {
  poc: Poc;
  criteria: SeenCriterion[];
  extensions: SeenExtension[];
  deliverables: SeenDeliverable[];
  seName: string | null;
  requesterName: string | null;
  deciderName: string | null;
};

/** Null when there is none with this number. */
export async function findPocParts(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<PocParts | null> {
  const [found, extensions, deliverables] = await Promise.all([
    findPoc(tx, workspaceId, id),
    tx
      .select({
        fromDay: pocExtensions.fromDay,
        toDay: pocExtensions.toDay,
        reason: pocExtensions.reason,
        byName: people.name,
        at: pocExtensions.at,
      })
      .from(pocExtensions)
      .leftJoin(
        people,
        and(eq(people.workspaceId, pocExtensions.workspaceId), eq(people.id, pocExtensions.byId)),
      )
      .where(and(eq(pocExtensions.workspaceId, workspaceId), eq(pocExtensions.pocId, id)))
      .orderBy(asc(pocExtensions.id)),
    tx
      .select({
        kind: pocDeliverables.kind,
        done: pocDeliverables.done,
        url: pocDeliverables.url,
      })
      .from(pocDeliverables)
      .where(and(eq(pocDeliverables.workspaceId, workspaceId), eq(pocDeliverables.pocId, id))),
  ]);
  if (!found) return null;
  const { poc, criteria } = found;
  const named = await namesOf(tx, workspaceId, [
    poc.seId,
    poc.requestedBy,
    poc.decidedBy,
    ...criteria.map((one) => one.gradedBy),
  ]);
  const name = (personId: number | null) =>
    (personId === null ? null : named.get(personId)) ?? null;
  return {
    poc,
    criteria: criteria.map((one) => ({ ...one, graderName: name(one.gradedBy) })),
    extensions,
    deliverables,
    seName: name(poc.seId),
    requesterName: name(poc.requestedBy),
    deciderName: name(poc.decidedBy),
  };
}
