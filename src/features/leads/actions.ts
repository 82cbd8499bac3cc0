import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { LEAD_STATUSES, SOURCES } from "./domain/lead.ts";

const id = z.number().int().positive();
const one = z.object({ id });

/** What a list shows, as its buttons carry it on. */
export const filterSchema = z.object({
  scope: z.enum(["mine", "team", "all"]),
  status: z.enum([...LEAD_STATUSES, "open", "any"]),
  source: z.enum(SOURCES).optional(),
  unassigned: z.boolean().optional(),
});

/** Every button of leads, declared here so that views can draw them; interactions.ts says what they do. */
export const showLead = defineAction({ id: "leads.show", permission: "lead.see", value: one });
export const askNewLead = defineAction({
  id: "leads.ask-new",
  permission: "lead.create",
  value: z.object({}),
});
/** Makes a second lead of a company that has one; what was typed in the form travels along. */
export const createSecond = defineAction({
  id: "leads.create-second",
  permission: "lead.create",
  value: z.object({ raw: z.record(z.string(), z.string()) }),
});
/** Accepts what that handover gave; a press that comes too late hears who has it now. */
export const acceptLeadNow = defineAction({
  id: "leads.accept",
  permission: "lead.see",
  value: z.object({ id, handover: id.optional() }),
});
export const askReassign = defineAction({
  id: "leads.ask-reassign",
  permission: "lead.see",
  value: one,
});
export const askAssign = defineAction({
  id: "leads.ask-assign",
  permission: "lead.assign",
  value: one,
});
export const assignByRules = defineAction({
  id: "leads.assign-by-rules",
  permission: "lead.assign",
  value: one,
});
export const qualifyLeadNow = defineAction({
  id: "leads.qualify",
  permission: "lead.create",
  value: z.object({ id, to: z.enum(["mql", "sql"]).optional() }),
});
export const askConvert = defineAction({
  id: "leads.ask-convert",
  permission: "deal.create",
  value: one,
});
export const askReopen = defineAction({
  id: "leads.ask-reopen",
  permission: "lead.create",
  value: one,
});
export const showScore = defineAction({
  id: "leads.score",
  permission: "lead.see",
  value: one,
});
export const askOwnScore = defineAction({
  id: "leads.ask-own-score",
  permission: "lead.create",
  value: one,
});
export const resetScore = defineAction({
  id: "leads.reset-score",
  permission: "lead.create",
  value: one,
});
/** The entries of a card's "…" menu. */
export const MORE = ["edit", "needs", "note", "history", "disqualify"] as const;
export const moreOnLead = defineAction({
  id: "leads.more",
  permission: "lead.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const leadPage = defineAction({
  id: "leads.list",
  permission: "lead.see",
  value: z.object({
    filter: filterSchema,
    after: z.object({ score: z.number().int(), id }).optional(),
  }),
});
export const startImport = defineAction({
  id: "leads.import-start",
  permission: "lead.create",
  value: z.object({ fileId: z.string(), fileName: z.string() }),
});
export const cancelImport = defineAction({
  id: "leads.import-cancel",
  permission: "lead.create",
  value: z.object({ fileName: z.string() }),
});
