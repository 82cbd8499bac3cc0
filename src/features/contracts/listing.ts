import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, viewingOf } from "../deals/index.ts";
import { type ContractFilter, listContracts } from "./queries/list.ts";
import { contractTable } from "./views/list.ts";

/** Contracts the actor may see. */
export async function showContracts(call: Call, filter: ContractFilter): Promise<Reply> {
  const found = await read(call, (tx, viewing) => listContracts(tx, viewing, filter));
  return contractTable(found, filter, viewingOf(call));
}

/** Without a scope sellers and engineers see theirs, managers their team's, others all. */
export function usualScope({ actor }: Pick<Call, "actor">): ContractFilter["scope"] {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}
