import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

/** Which rung of the ladder, of which handover. */
export const ladderData = z.object({
  workspaceId: z.string(),
  handoverId: z.number().int(),
  step: z.enum(["nudge", "lapse"]),
});

/** Reminds whoever was given a lead, and later gives it to somebody else; jobs.ts does it. */
export const ladderStep = defineJobKind({
  name: "leads.ladder",
  data: ladderData,
});
