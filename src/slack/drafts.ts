import { randomUUID } from "node:crypto";
import { subDays } from "date-fns/subDays";
import { and, eq, lt } from "drizzle-orm";
import type { Tx } from "../db/client.ts";
import { inWorkspace } from "../db/workspace.ts";
import type { Call } from "./call.ts";
import { type Draft, draftSchema } from "./modal.ts";
import { modalDrafts } from "./schema.ts";

/** Keeps what was typed; the id finds it again. */
export async function saveDraft(call: Call, draft: Draft): Promise<string> {
  const id = randomUUID();
  const { workspaceId, slackUserId } = call.actor;
  await inWorkspace(call.deps.db, workspaceId, (tx) =>
    tx.insert(modalDrafts).values({ workspaceId, id, slackUserId, draft, createdAt: call.now }),
  );
  return id;
}

/** What this person typed, or null when it is somebody else's or gone. */
export async function findDraft(call: Call, id: string): Promise<Draft | null> {
  const { workspaceId, slackUserId } = call.actor;
  const [row] = await inWorkspace(call.deps.db, workspaceId, (tx) =>
    tx
      .select({ draft: modalDrafts.draft })
      .from(modalDrafts)
      .where(
        and(
          eq(modalDrafts.workspaceId, workspaceId),
          eq(modalDrafts.id, id),
          eq(modalDrafts.slackUserId, slackUserId),
        ),
      ),
  );
  return row ? draftSchema.parse(row.draft) : null;
}

const KEPT_DAYS = 7;

/** Forgets drafts nobody came back to within a week; returns how many. */
export async function forgetOldDrafts(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  const { count } = await tx
    .delete(modalDrafts)
    .where(
      and(
        eq(modalDrafts.workspaceId, workspaceId),
        lt(modalDrafts.createdAt, subDays(now, KEPT_DAYS)),
      ),
    );
  return count;
}
