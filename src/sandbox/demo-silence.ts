import { and, eq, inArray } from "drizzle-orm";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import { notifications } from "../notify/schema.ts";

/** What happens with these parts sets nothing going: what is past reminds nobody and is told to nobody. */
export function tellNobody(deps: App["deps"]): {
  deps: App["deps"];
  /** Takes back the messages that would have been sent. */
  forget(workspaceId: string): Promise<void>;
} {
  const unsent: string[] = [];
  const jobs: App["deps"]["jobs"] = {
    ...deps.jobs,
    async enqueue(_, __, data) {
      if ("dedupeKey" in data && typeof data.dedupeKey === "string") unsent.push(data.dedupeKey);
    },
    async enqueueNow() {},
  };
  return {
    deps: { ...deps, jobs },
    async forget(workspaceId) {
      if (unsent.length === 0) return;
      await inWorkspace(deps.db, workspaceId, (tx) =>
        tx
          .delete(notifications)
          .where(
            and(
              eq(notifications.workspaceId, workspaceId),
              inArray(notifications.dedupeKey, unsent),
            ),
          ),
      );
    },
  };
}
