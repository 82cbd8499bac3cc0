import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { SCOPES, TIMES } from "./domain/filter.ts";

const id = z.number().int().positive();

/** Every button of demos, declared here so that views can draw them; interactions.ts says what they do. */
export const showDemo = defineAction({
  id: "demos.show",
  permission: "deal.see",
  value: z.object({ id }),
});
/** Gives a demo to somebody who was suggested. */
export const assignTo = defineAction({
  id: "demos.assign-to",
  permission: "engineering.work",
  value: z.object({ id, seId: id }),
});
export const askAssign = defineAction({
  id: "demos.ask-assign",
  permission: "engineering.work",
  value: z.object({ id }),
});
/** Takes one of the proposed times. */
export const takeSlot = defineAction({
  id: "demos.take-slot",
  permission: "engineering.work",
  value: z.object({ id, startsAt: z.iso.datetime() }),
});
export const askTime = defineAction({
  id: "demos.ask-time",
  permission: "engineering.work",
  value: z.object({ id }),
});
/** Shows times to move a scheduled demo to. */
export const showTimes = defineAction({
  id: "demos.show-times",
  permission: "engineering.work",
  value: z.object({ id }),
});
export const askDelivered = defineAction({
  id: "demos.ask-delivered",
  permission: "engineering.work",
  value: z.object({ id }),
});
export const markNoShow = defineAction({
  id: "demos.no-show",
  permission: "engineering.work",
  value: z.object({ id }),
});
/** The entries of a card's "…" menu. */
export const MORE = ["edit", "prepare", "assign", "cancel"] as const;
export const moreOnDemo = defineAction({
  id: "demos.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const listAgain = defineAction({
  id: "demos.list",
  permission: "deal.see",
  value: z.object({ scope: z.enum(SCOPES), when: z.enum(TIMES) }),
});
export const askRequest = defineAction({
  id: "demos.ask-request",
  permission: "engineering.work",
  value: z.object({}),
});
export const showEnvironment = defineAction({
  id: "demos.show-environment",
  permission: "deal.see_all",
  value: z.object({}),
});
export const editEnvironment = defineAction({
  id: "demos.edit-environment",
  permission: "engineering.work",
  value: z.object({}),
});
export const refreshNow = defineAction({
  id: "demos.refresh-environment",
  permission: "engineering.work",
  value: z.object({}),
});
