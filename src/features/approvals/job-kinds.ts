import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

/** What happens to a request nobody decides, in this order. */
export const RUNGS = ["remind", "escalate", "expire"] as const;
export type Rung = (typeof RUNGS)[number];

export const rungData = z.object({
  workspaceId: z.string(),
  approvalId: z.number().int(),
  rung: z.enum(RUNGS),
});

/** Takes a request that is still open a rung further; jobs.ts does it. */
export const climb = defineJobKind({ name: "approvals.climb", data: rungData });
