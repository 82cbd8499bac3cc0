import { and, eq } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import { dealCards } from "../schema/trail.ts";

/** Remembers where a card hangs, so that it is edited when the deal changes. */
export async function keepCard(
  act: Act,
  dealId: number,
  place: { channelId: string; ts: string },
): Promise<void> {
  const { workspaceId } = act.actor;
  await inWorkspace(act.deps.db, workspaceId, (tx) =>
    tx
      .insert(dealCards)
      .values({ workspaceId, dealId, ...place, postedAt: act.now })
      .onConflictDoNothing(),
  );
}

/** Forgets a card that is gone from its channel. */
export async function forgetCard(
  deps: Act["deps"],
  workspaceId: string,
  place: { channelId: string; ts: string },
): Promise<void> {
  await inWorkspace(deps.db, workspaceId, (tx) =>
    tx
      .delete(dealCards)
      .where(
        and(
          eq(dealCards.workspaceId, workspaceId),
          eq(dealCards.channelId, place.channelId),
          eq(dealCards.ts, place.ts),
        ),
      ),
  );
}
