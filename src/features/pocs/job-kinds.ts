import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";
import { daySchema } from "../../kernel/dates.ts";
import { REMINDERS } from "./domain/reminders.ts";

/** What a reminder knows until its day. */
export const reminderData = z.object({
  workspaceId: z.string(),
  pocId: z.number().int(),
  kind: z.enum(REMINDERS),
  on: daySchema,
});

/** Reminds those whose proof of concept it is, on a day; jobs.ts does it. */
export const pocReminder = defineJobKind({ name: "pocs.remind", data: reminderData });

/** Which report is to be shared. */
export const reportData = z.object({ workspaceId: z.string(), pocId: z.number().int() });

/** Makes the success report and shares it; jobs.ts does it. */
export const shareReport = defineJobKind({
  name: "pocs.share-report",
  data: reportData,
});
