import { z } from "zod";
import { forgetOldRequests } from "./db/handled-requests.ts";
import { inWorkspace } from "./db/workspace.ts";
import { defineJob } from "./jobs/define-job.ts";
import { forgetOldDrafts } from "./slack/drafts.ts";

/** Forgets what only mattered for days: handled requests and forms that were never sent again. */
export const housekeeping = defineJob({
  name: "app.housekeeping",
  title: "Tidy up what is no longer needed",
  data: z.object({ workspaceId: z.string() }),
  async run(deps, { workspaceId }) {
    const now = deps.clock.now();
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      await forgetOldRequests(tx, workspaceId, now);
      await forgetOldDrafts(tx, workspaceId, now);
    });
  },
});
