import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

/** Reminds somebody of a follow-up; it names what was planned, and says nothing if that no longer holds. */
export const followUpReminder = defineJobKind({
  name: "objections.follow-up",
  data: z.object({
    workspaceId: z.string(),
    objectionId: z.number().int(),
    date: z.string(),
    personId: z.number().int(),
  }),
});
