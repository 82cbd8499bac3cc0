import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { GRADES } from "./domain/poc.ts";

const id = z.number().int().positive();
const one = z.object({ id });

/** Every button of proofs of concept, declared here so that views can draw them; interactions.ts says what they do. */
export const showPoc = defineAction({ id: "pocs.show", permission: "deal.see", value: one });
export const startPocNow = defineAction({
  id: "pocs.start",
  permission: "engineering.work",
  value: one,
});
/** Opens the grading, at a criterion or at the first that was not tested. */
export const gradeNext = defineAction({
  id: "pocs.grade",
  permission: "engineering.work",
  value: z.object({ id, n: z.number().int().positive().optional() }),
});
/** `was` is the grade that stood there when the button was drawn: somebody may have been quicker. */
export const giveGrade = defineAction({
  id: "pocs.give-grade",
  permission: "engineering.work",
  value: z.object({
    id,
    n: z.number().int().positive(),
    grade: z.enum(GRADES),
    was: z.enum(GRADES),
  }),
});
export const askEvidence = defineAction({
  id: "pocs.ask-evidence",
  permission: "engineering.work",
  value: z.object({ id, n: z.number().int().positive() }),
});
export const askExtend = defineAction({
  id: "pocs.ask-extend",
  permission: "engineering.work",
  value: one,
});
export const completePocNow = defineAction({
  id: "pocs.complete",
  permission: "engineering.work",
  value: one,
});
export const acceptPocNow = defineAction({
  id: "pocs.accept",
  permission: "engineering.work",
  value: one,
});
export const askReject = defineAction({
  id: "pocs.ask-reject",
  permission: "engineering.work",
  value: one,
});
/** The entries of a card's "…" menu. */
export const MORE = ["edit", "criteria", "deliverables", "report"] as const;
export const morePoc = defineAction({
  id: "pocs.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const pocList = defineAction({
  id: "pocs.list",
  permission: "deal.see",
  value: z.object({ scope: z.enum(["mine", "team", "all"]), running: z.boolean() }),
});
export const askScope = defineAction({
  id: "pocs.ask-scope",
  permission: "engineering.work",
  value: z.object({}),
});
