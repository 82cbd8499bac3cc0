import type { Actor } from "../kernel/access.ts";
import { Redelivered } from "../kernel/errors.ts";
import type { Db, Tx } from "./client.ts";
import { claimRequest } from "./handled-requests.ts";
import { inWorkspace } from "./workspace.ts";

/** Somebody does something at a moment; a `Call` is one. */
export type Act = {
  deps: { db: Db };
  actor: Actor;
  now: Date;
  /** The Slack request behind it; null when there is none, as on the command line. */
  requestId: string | null;
};

/**
 * One change of the product: one transaction in the actor's workspace that claims the Slack request behind it.
 * @throws Redelivered when the same request has changed something already: nothing is done then
 */
export function inChange<T>(act: Act, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { workspaceId } = act.actor;
  return inWorkspace(act.deps.db, workspaceId, async (tx) => {
    if (!act.requestId) return work(tx);
    // The work's first statement travels right behind the claim. If that turns out to be refused, all is rolled back, and
    // whatever the work found wrong the second time does not count.
    const [claimed, done] = await Promise.allSettled([
      claimRequest(tx, workspaceId, act.requestId, act.now),
      work(tx),
    ]);
    if (claimed.status === "rejected") throw claimed.reason;
    if (!claimed.value) throw new Redelivered();
    if (done.status === "rejected") throw done.reason;
    return done.value;
  });
}
