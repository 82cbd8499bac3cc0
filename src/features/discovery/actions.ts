import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { SEVERITIES } from "./domain/challenge.ts";
import { DOCUMENTS } from "./domain/deliverable.ts";
import { LONGEST } from "./domain/lines.ts";
import { CATEGORIES } from "./domain/requirement.ts";

const id = z.number().int().positive();
const page = z.number().int().min(0);

/** The pages of a deal's discovery; the card is the first. */
export const VIEWS = ["card", "requirements", "challenges", "solutions", "work"] as const;
export type ViewName = (typeof VIEWS)[number];

/** Which page of a deal's discovery is shown. */
export const showView = defineAction({
  id: "discovery.show",
  permission: "deal.see",
  value: z.object({
    id,
    view: z.enum(VIEWS),
    page: page.optional(),
    only: z.enum(CATEGORIES).optional(),
  }),
});
/** What can be done with a requirement from its menu; `at` is where the menu stands. */
export const requirementMenu = defineAction({
  id: "discovery.requirement",
  permission: "discovery.log",
  value: z.object({
    id,
    r: id,
    to: z.enum([...CATEGORIES, "edit", "remove"]),
    from: z.enum(CATEGORIES),
    at: z.enum(["card", "list"]).optional(),
    page: page.optional(),
  }),
});
/** What can be done with a challenge from its menu. */
export const challengeMenu = defineAction({
  id: "discovery.challenge",
  permission: "discovery.log",
  value: z.object({
    id,
    c: id,
    to: z.enum([...SEVERITIES, "mitigated", "open", "edit", "remove"]),
    from: z.enum(SEVERITIES),
    page: page.optional(),
  }),
});
export const addRequirements = defineAction({
  id: "discovery.add-requirements",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const addChallenge = defineAction({
  id: "discovery.add-challenge",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const addActivity = defineAction({
  id: "discovery.add-activity",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const takeBackActivity = defineAction({
  id: "discovery.take-back-activity",
  permission: "discovery.log",
  value: z.object({ id, activity: id }),
});
/** What was removed, whole enough to be logged again; what a person had chosen of it comes along. */
const removed = z.object({
  id,
  what: z.enum(["requirement", "challenge"]),
  text: z.string().max(LONGEST),
  category: z.enum(CATEGORIES).optional(),
  severity: z.enum(SEVERITIES).optional(),
  mitigation: z.string().max(LONGEST).optional(),
});
export const putBack = defineAction({
  id: "discovery.put-back",
  permission: "discovery.log",
  value: removed,
});
export const propose = defineAction({
  id: "discovery.propose",
  permission: "deal.change_se_fields",
  value: z.object({ id }),
});
export const editSolutionButton = defineAction({
  id: "discovery.edit-solution",
  permission: "deal.change_se_fields",
  value: z.object({ id, subject: z.string().max(40) }),
});
export const writeDocument = defineAction({
  id: "discovery.write-document",
  permission: "deal.change_se_fields",
  value: z.object({ id, kind: z.enum(DOCUMENTS) }),
});
export const linkDiagramButton = defineAction({
  id: "discovery.link-diagram",
  permission: "deal.change_se_fields",
  value: z.object({ id }),
});
