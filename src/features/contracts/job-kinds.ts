import { z } from "zod";
import { defineJobKind } from "../../jobs/define-job.ts";

/** Which contract, and since when it lies with the customer. */
export const awaitedData = z.object({
  workspaceId: z.string(),
  contractId: z.number().int(),
  sentAt: z.string(),
});

/** Reminds the owner of a contract that nobody has signed; jobs.ts does it. */
export const signatureAwaited = defineJobKind({
  name: "contracts.signature-awaited",
  data: awaitedData,
});

/** Which paper is to be shared, and whose act it was. */
export const paperData = z.object({
  workspaceId: z.string(),
  contractId: z.number().int(),
  personId: z.number().int(),
});

/** Makes the term sheet and shares it; jobs.ts does it. */
export const sharePaper = defineJobKind({
  name: "contracts.share-paper",
  data: paperData,
});
