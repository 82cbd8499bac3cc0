import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";
import { daySchema } from "../../kernel/dates.ts";

/** Which sent version a job is about. */
export const sentVersion = z.object({
  workspaceId: z.string(),
  quoteId: z.number().int(),
  version: z.number().int(),
});
/** The same with the last day it held when the job was planned: on another day it does nothing. */
export const sentUntil = sentVersion.extend({ validUntil: daySchema });

/** Makes the PDF of a sent version and shares it; jobs.ts does it. */
export const shareQuote = defineJobKind({
  name: "quotes.share",
  data: sentVersion,
});
/** Ends what is no longer valid; jobs.ts does it. */
export const expireQuote = defineJobKind({ name: "quotes.expire", data: sentUntil });
/** Reminds the owner a few days before; jobs.ts does it. */
export const remindOfExpiry = defineJobKind({ name: "quotes.remind", data: sentUntil });
