import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

/** Puts a job that failed for good back in the queue. */
export const retryJob = defineAction({
  id: "digest.retry-job",
  permission: "workspace.administer",
  value: z.object({ id: z.uuid(), name: z.string().max(100) }),
});
