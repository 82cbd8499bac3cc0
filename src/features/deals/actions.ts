import { z } from "zod";
import { defineAction } from "../../slack/action.ts";
import { STAGES, STATUSES } from "./domain/stage.ts";

const id = z.number().int().positive();
const daySchema = z.string().optional();

/** What a list shows, as its buttons carry it on. */
export const filterSchema = z.object({
  scope: z.enum(["mine", "team", "all"]),
  status: z.enum([...STATUSES, "any"]),
  ownerId: id.optional(),
  stages: z.array(z.enum(STAGES)).optional(),
  closesFrom: daySchema,
  closesTo: daySchema,
  atRisk: z.boolean().optional(),
});

/** Every button of deals, declared here so that views can draw them; interactions.ts says what they do. */
export const showDeal = defineAction({
  id: "deals.show",
  permission: "deal.see",
  value: z.object({ id }),
});
export const moveDealTo = defineAction({
  id: "deals.move",
  permission: "deal.change",
  value: z.object({ id, to: z.enum(STAGES), from: z.enum(STAGES).optional() }),
});
export const undoLastMove = defineAction({
  id: "deals.undo",
  permission: "deal.change",
  value: z.object({ id, version: z.number().int() }),
});
export const askMissing = defineAction({
  id: "deals.ask-missing",
  permission: "deal.change",
  value: z.object({ id, to: z.enum(STAGES) }),
});
export const askOverride = defineAction({
  id: "deals.ask-override",
  permission: "deal.override",
  value: z.object({ id, to: z.enum(STAGES) }),
});
/** Asks somebody who may skip a gate to do it; approvals says how. */
export const askGateSkip = defineAction({
  id: "deals.ask-gate-skip",
  permission: "deal.change",
  value: z.object({ id, to: z.enum(STAGES) }),
});
export const askReopen = defineAction({
  id: "deals.ask-reopen",
  permission: "deal.override",
  value: z.object({ id }),
});
export const askNextStep = defineAction({
  id: "deals.ask-next-step",
  permission: "deal.change",
  value: z.object({ id }),
});
export const askNote = defineAction({
  id: "deals.ask-note",
  permission: "deal.note",
  value: z.object({ id }),
});
/** The entries of a card's "…" menu. */
export const MORE = ["edit", "note", "assign", "history", "share"] as const;
export const moreOnDeal = defineAction({
  id: "deals.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const listPage = defineAction({
  id: "deals.list",
  permission: "deal.totals",
  value: z.object({
    filter: filterSchema,
    after: z.object({ closes: z.string(), id }).optional(),
  }),
});
/** Ways from a deal to what hangs on it: drawn on its card here, opened by the slices they lead to. */
export const openDiscovery = defineAction({
  id: "deals.open-discovery",
  permission: "deal.see",
  value: z.object({ id }),
});
export const logObjection = defineAction({
  id: "deals.log-objection",
  permission: "discovery.log",
  value: z.object({ id }),
});
export const requestDemo = defineAction({
  id: "deals.request-demo",
  permission: "engineering.work",
  value: z.object({ id }),
});
export const scopePoc = defineAction({
  id: "deals.scope-poc",
  permission: "engineering.work",
  value: z.object({ id }),
});
/** The deal's quote, drafted if there is none. */
export const draftQuote = defineAction({
  id: "deals.draft-quote",
  permission: "quote.write",
  value: z.object({ id }),
});
/** The deal's contract, prepared if there is none. */
export const prepareContract = defineAction({
  id: "deals.prepare-contract",
  permission: "quote.write",
  value: z.object({ id }),
});
export const createDealButton = defineAction({
  id: "deals.ask-new",
  permission: "deal.create",
  value: z.object({}),
});
