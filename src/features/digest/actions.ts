import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

/** Puts a job that failed for good back in the queue. */
export const retryJob = defineAction({
  id: "digest.retry-job",
  permission: "workspace.administer",
  value: z.object({ id: z.uuid(), name: z.string().max(100) }),
});
/** Has a message that did not arrive tried anew. */
export const retryMessage = defineAction({
  id: "digest.retry-message",
  permission: "workspace.administer",
  value: z.object({ key: z.string().max(500) }),
});
