import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, viewingOf } from "../deals/index.ts";
import { listPocs, type PocFilter } from "./queries/list.ts";
import { pocTable } from "./views/list.ts";

/** Proofs of concept the actor may see. */
export async function showPocs(call: Call, filter: PocFilter): Promise<Reply> {
  const found = await read(call, (tx, viewing) => listPocs(tx, viewing, filter));
  return pocTable(found, filter, viewingOf(call));
}

/** Without a scope sellers and engineers see theirs, managers their team's, others all. */
export function usualScope({ actor }: Pick<Call, "actor">): PocFilter["scope"] {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}
