import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

export const tickData = z.object({ workspaceId: z.string() });
export const writeData = z.object({
  workspaceId: z.string(),
  subscriptionId: z.number().int(),
  /** ISO. */
  slot: z.string(),
});

/** Looks which digests are due, and sets itself for the moment the next one is. */
export const TICK = defineJobKind({
  name: "digest.tick",
  data: tickData,
  retryLimit: 3,
  retryDelay: 2,
  pollSeconds: 1,
  expireSeconds: 120,
});

/** Writes one digest and hands it to delivery. */
export const WRITE = defineJobKind({
  name: "digest.write",
  data: writeData,
  retryLimit: 3,
  retryDelay: 5,
  concurrency: 2,
  pollSeconds: 1,
  expireSeconds: 120,
});
