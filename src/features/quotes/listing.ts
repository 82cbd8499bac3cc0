import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { listAudit } from "../audit/index.ts";
import { read, viewingOf } from "../deals/index.ts";
import { listQuotes, type QuoteFilter } from "./queries/list.ts";
import { seeQuote } from "./reading.ts";
import { quoteHistory } from "./views/history.ts";
import { quoteTable } from "./views/list.ts";

/** Quotes the actor may see. */
export async function showQuotes(call: Call, filter: QuoteFilter): Promise<Reply> {
  const found = await read(call, (tx, viewing) => listQuotes(tx, viewing, filter));
  return { ...quoteTable(found, filter, viewingOf(call)), replace: call.inPlace };
}

/** Without a scope sellers and engineers see theirs, managers their team's, others all. */
export function usualScope({ actor }: Pick<Call, "actor">): QuoteFilter["scope"] {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}

const MOST = 30;

/** What happened to a quote, and its versions. */
export async function showHistory(call: Call, id: number): Promise<Reply> {
  const view = await seeQuote(call, id);
  const trail = await read(call, (tx) =>
    listAudit(tx, call.actor.workspaceId, { kind: "quote", id }, MOST),
  );
  return quoteHistory(view, trail, call);
}
