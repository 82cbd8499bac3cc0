import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

/** Brings the cards of a deal that hang in channels up to date; jobs.ts does it. */
export const refreshCards = defineJobKind({
  name: "deals.refresh-cards",
  data: z.object({ workspaceId: z.string(), dealId: z.number().int() }),
});
