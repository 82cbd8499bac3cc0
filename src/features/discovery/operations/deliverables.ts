import { and, eq, sql } from "drizzle-orm";
import { inWorkspace } from "../../../db/workspace.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDeal } from "../../deals/index.ts";
import {
  type DeliverableKind,
  type DeliverableState,
  type DocumentKind,
  deliverableName,
} from "../domain/deliverable.ts";
import { discoveryDeliverables } from "../schema/work.ts";

/**
 * Keeps that a document was written, before it is shared: whoever asked twice by accident gets it once.
 * @param basis the hash of what it was written from
 * @returns which version it is
 * @throws AppError not_found or forbidden
 */
export function keepDocument(act: DealAct, dealId: number, kind: DocumentKind, basis: string) {
  return keep(act, dealId, kind, { state: "made", link: null, basis });
}

/**
 * Sets or changes the link to the architecture diagram.
 * @throws AppError not_found or forbidden
 */
export function linkDiagram(act: DealAct, dealId: number, link: string) {
  return keep(act, dealId, "architecture_diagram", { state: "linked", link, basis: null });
}

/** Keeps that Slack took the document; `channelId` is null for direct messages. */
export async function markShared(
  act: DealAct,
  dealId: number,
  kind: DocumentKind,
  channelId: string | null,
): Promise<void> {
  const { workspaceId } = act.actor;
  await inWorkspace(act.deps.db, workspaceId, async (tx) => {
    await tx
      .update(discoveryDeliverables)
      .set({ state: "shared", channelId })
      .where(
        and(
          eq(discoveryDeliverables.workspaceId, workspaceId),
          eq(discoveryDeliverables.dealId, dealId),
          eq(discoveryDeliverables.kind, kind),
        ),
      );
    await record(tx, act, [
      {
        action: "deal.deliverable_shared",
        subject: "deal",
        subjectId: dealId,
        after: { deliverable: kind, channelId },
      },
    ]);
  });
}

function keep(
  act: DealAct,
  dealId: number,
  kind: DeliverableKind,
  what: { state: DeliverableState; link: string | null; basis: string | null },
) {
  const { workspaceId, personId } = act.actor;
  return workOnDeal(act, dealId, "deal.change_se_fields", async (tx, { deal }) => {
    const columns = { ...what, channelId: null, authorId: personId || null, updatedAt: act.now };
    const [row] = await tx
      .insert(discoveryDeliverables)
      .values({ workspaceId, dealId, kind, version: 1, ...columns })
      .onConflictDoUpdate({
        target: [
          discoveryDeliverables.workspaceId,
          discoveryDeliverables.dealId,
          discoveryDeliverables.kind,
        ],
        set: { ...columns, version: sql`${discoveryDeliverables.version} + 1` },
      })
      .returning({ version: discoveryDeliverables.version });
    const version = row?.version ?? 1;
    await record(tx, act, [
      {
        action: what.link ? "deal.deliverable_linked" : "deal.deliverable_made",
        subject: "deal",
        subjectId: dealId,
        after: { deliverable: kind, version, ...(what.link ? { link: what.link } : {}) },
      },
    ]);
    const name = deliverableName(kind).toLowerCase();
    return {
      result: version,
      words: what.link ? md`linked the ${name}` : md`wrote the ${name}`,
      tell: [deal.seId],
    };
  });
}
