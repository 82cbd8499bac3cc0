import { z } from "zod";
import { APPROVAL_KINDS, APPROVAL_STATES } from "./approval.ts";

/** What a card of a request shows, as it is kept with the message it is in. Texts named `…Md` are safe mrkdwn already. */
export const cardSchema = z.object({
  id: z.number().int(),
  kind: z.enum(APPROVAL_KINDS),
  state: z.enum(APPROVAL_STATES),
  whatMd: z.string(),
  factsMd: z.array(z.string()),
  reason: z.string(),
  requesterName: z.string(),
  dealId: z.number().int(),
  subjectId: z.number().int(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedAt: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedForName: z.string().nullable(),
  /** Safe mrkdwn where it was withdrawn, a person's words else. */
  comment: z.string().nullable(),
  questions: z.array(
    z.object({ askerName: z.string(), question: z.string(), answer: z.string().nullable() }),
  ),
  agreed: z.array(z.object({ name: z.string(), comment: z.string().nullable() })),
  /** Why it came to this reader: "for Dan, who is away". */
  whyMd: z.string().nullable(),
  /** What is new since the card before: "Still waits for you". */
  newsMd: z.string().nullable(),
});
export type Card = z.infer<typeof cardSchema>;
