import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { OBJECTION_STATUSES, OBJECTION_TYPES, SEVERITIES } from "./domain/objection.ts";

const id = z.number().int().positive();
const playId = z.string().max(40);
const day = z.string().optional();

/** What a list shows, as its buttons carry it on. */
export const filterSchema = z.object({
  scope: z.enum(["mine", "team", "all"]),
  statuses: z.array(z.enum(OBJECTION_STATUSES)).optional(),
  types: z.array(z.enum(OBJECTION_TYPES)).optional(),
  severity: z.enum(SEVERITIES).optional(),
  repId: id.optional(),
  dealId: id.optional(),
});

/** Every button of objections, declared here so that views can draw them; interactions.ts says what they do. */
export const showObjection = defineAction({
  id: "objections.show",
  permission: "deal.see",
  value: z.object({ id }),
});
export const usePlayButton = defineAction({
  id: "objections.use-play",
  permission: "discovery.log",
  value: z.object({ id, play: playId }),
});
export const anotherPlay = defineAction({
  id: "objections.another-play",
  permission: "deal.see",
  value: z.object({ id, after: playId }),
});
export const askClassify = defineAction({
  id: "objections.ask-classify",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const stepButton = defineAction({
  id: "objections.step",
  permission: "discovery.log",
  value: z.object({ id, step: z.enum(["answer", "resolve"]) }),
});
export const askStep = defineAction({
  id: "objections.ask-step",
  permission: "discovery.log",
  value: z.object({ id, step: z.enum(["unresolved", "reopen"]) }),
});
export const askFollowUp = defineAction({
  id: "objections.ask-follow-up",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const putOff = defineAction({
  id: "objections.put-off",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const followUpDoneButton = defineAction({
  id: "objections.follow-up-done",
  permission: "discovery.log",
  value: z.object({ id }),
});
/** The entries of a card's "…" menu. */
export const moreOnObjection = defineAction({
  id: "objections.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(["share", "history", "done"]), play: playId.optional() }),
});
export const askLog = defineAction({
  id: "objections.ask-log",
  permission: "discovery.log",
  value: z.object({}),
});
export const listPage = defineAction({
  id: "objections.list",
  permission: "deal.see",
  value: z.object({
    filter: filterSchema,
    after: z.object({ unsettled: z.boolean(), id }).optional(),
  }),
});
export const openLibrary = defineAction({
  id: "objections.library",
  permission: "library.read",
  value: z.object({ type: z.enum(OBJECTION_TYPES).optional() }),
});
export const askAddPlay = defineAction({
  id: "objections.ask-add-play",
  permission: "library.edit",
  value: z.object({ type: z.enum(OBJECTION_TYPES).optional() }),
});
export const playMenu = defineAction({
  id: "objections.play-menu",
  permission: "library.edit",
  value: z.object({ play: playId, what: z.enum(["edit", "retire", "restore"]) }),
});
export const showStats = defineAction({
  id: "objections.stats",
  permission: "library.read",
  value: z.object({
    by: z.enum(["type", "play"]),
    type: z.enum(OBJECTION_TYPES).optional(),
    from: day,
    to: day,
  }),
});
