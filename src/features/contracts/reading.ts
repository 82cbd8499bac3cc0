import { forbidden, isAllowed } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Call } from "../../slack/call.ts";
import {
  dealId,
  dealName,
  read,
  resolveDealHaving,
  seeDeal,
  type ThingRef,
} from "../deals/index.ts";
import { noSuchContract } from "./operations/change-contract.ts";
import { findContractOf, listDealsWithContract } from "./queries/contract.ts";
import { type ContractView, findContractView } from "./queries/view.ts";

/**
 * A contract the actor may see: with its deal, or because reading contracts, or billing them, is their work.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeContract(call: Call, id: number): Promise<ContractView> {
  const view = await read(call, (tx) => findContractView(tx, call.actor, id));
  if (!view) throw noSuchContract(id);
  if (!seesDeal(call, view) && !isOwnWork(call)) throw forbidden("deal.see");
  return view;
}

/** Whether the actor may see the deal the contract hangs on. */
export function seesDeal(call: Call, { relations }: ContractView): boolean {
  const everyone = call.settings.salesSeeAllDeals && isAllowed(call.actor, "deal.see_all");
  return everyone || isAllowed(call.actor, "deal.see", relations);
}

function isOwnWork({ actor }: Call): boolean {
  return isAllowed(actor, "contract.review") || isAllowed(actor, "billing.set_up");
}

/**
 * The number of the contract that was meant: by its own id, or the open or newest one of a deal.
 * @throws PickOne, or AppError not_found
 */
export async function resolveContract(call: Call, ref: ThingRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const deal = await resolveDealHaving(call, ref.deal, listDealsWithContract);
  const view = await seeDeal(call, deal);
  const found = await read(call, (tx) => findContractOf(tx, call.actor.workspaceId, deal));
  if (found !== null) return found.id;
  throw new AppError(
    "not_found",
    `${dealName({ title: view.deal.title, accountName: view.accountName })} has no contract yet.`,
    `Make one with \`/contract new ${dealId(view.deal)}\`.`,
  );
}
