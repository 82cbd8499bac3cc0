import { recordLabel } from "../../../categorise/labels.ts";
import type { Tx } from "../../../db/client.ts";
import type { DealAct } from "../../deals/index.ts";
import type { ObjectionType, Severity } from "../domain/objection.ts";
import { objectionSeverityTaxonomy, objectionTaxonomy } from "../domain/objection-taxonomy.ts";

type Reading = { type: ObjectionType; severity: Severity };

/** Learns from a person who says something else than was suggested: the next suggestion knows it. What they left is no lesson. */
export async function learnFrom(
  tx: Tx,
  act: DealAct,
  lesson: { text: string; said: Reading; suggested: Reading },
): Promise<void> {
  const { text, said, suggested } = lesson;
  const { workspaceId, personId } = act.actor;
  const base = { workspaceId, text, by: personId || null, at: act.now };
  if (said.type !== suggested.type)
    await recordLabel(tx, {
      ...base,
      taxonomy: objectionTaxonomy.name,
      label: said.type,
      suggested: suggested.type,
    });
  if (said.severity !== suggested.severity)
    await recordLabel(tx, {
      ...base,
      taxonomy: objectionSeverityTaxonomy.name,
      label: said.severity,
      suggested: suggested.severity,
    });
}
