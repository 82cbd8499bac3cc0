import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { contracts } from "../../contracts/schema/contracts.ts";
import { demos } from "../../demos/schema.ts";
import { objections } from "../../objections/schema.ts";
import { pocs } from "../../pocs/schema/pocs.ts";
import { quoteVersions } from "../../quotes/schema/quotes.ts";
import type { Deal } from "../domain/deal.ts";
import { type Work, workAskedFor } from "../domain/gates.ts";
import type { Stage } from "../domain/stage.ts";

/** What the workspace's own gates ask for on the way to a stage and the deal does not have. Asks nothing where there are none. */
export async function findLackingWork(
  tx: Tx,
  { actor, settings }: { actor: Actor; settings?: Settings | undefined },
  deal: Pick<Deal, "id" | "stage">,
  to: Stage,
): Promise<Work[]> {
  const asked = workAskedFor(deal.stage, to, settings?.extraGates ?? {});
  if (asked.length === 0) return [];
  const { workspaceId } = actor;
  const delivered = tx
    .select({ one: sql`1` })
    .from(demos)
    .where(
      and(
        eq(demos.workspaceId, workspaceId),
        eq(demos.dealId, deal.id),
        eq(demos.status, "delivered"),
      ),
    );
  const accepted = tx
    .select({ one: sql`1` })
    .from(pocs)
    .where(
      and(eq(pocs.workspaceId, workspaceId), eq(pocs.dealId, deal.id), eq(pocs.status, "accepted")),
    );
  const unanswered = tx
    .select({ one: sql`1` })
    .from(objections)
    .where(
      and(
        eq(objections.workspaceId, workspaceId),
        eq(objections.dealId, deal.id),
        eq(objections.severity, "high"),
        inArray(objections.status, ["open"]),
      ),
    );
  const sentQuote = tx
    .select({ one: sql`1` })
    .from(quoteVersions)
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.dealId, deal.id),
        inArray(quoteVersions.status, ["sent", "accepted"]),
      ),
    );
  const signedContract = tx
    .select({ one: sql`1` })
    .from(contracts)
    .where(
      and(
        eq(contracts.workspaceId, workspaceId),
        eq(contracts.dealId, deal.id),
        eq(contracts.status, "signed"),
      ),
    );
  const [done] = await tx.execute<Record<Work, boolean>>(sql`select
    exists ${delivered} as demo_delivered,
    exists ${accepted} as poc_accepted,
    not exists ${unanswered} as objections_answered,
    exists ${sentQuote} as quote_sent,
    exists ${signedContract} as contract_signed`);
  return asked.filter((work) => !done?.[work]);
}
