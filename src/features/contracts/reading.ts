import { forbidden, isAllowed } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { parseId } from "../../kernel/ids.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import {
  type DealRef,
  dealId,
  dealName,
  read,
  resolveDeal,
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

/** The deal that was meant. Of several that fit the name it is the only one with a contract, if there is such a one. */
async function dealOf(call: Call, ref: DealRef): Promise<number> {
  try {
    return await resolveDeal(call, ref);
  } catch (error) {
    if (!(error instanceof PickOne)) throw error;
    const ids = error.choices
      .map((choice) => parseId("opp", choice.id))
      .filter((id) => id !== null);
    const having = await read(call, (tx) => listDealsWithContract(tx, call.actor.workspaceId, ids));
    const [only] = having;
    if (only === undefined || having.length > 1) throw error;
    return only;
  }
}

/**
 * The number of the contract that was meant: by its own id, or the open or newest one of a deal.
 * @throws PickOne, or AppError not_found
 */
export async function resolveContract(call: Call, ref: ThingRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const deal = await dealOf(call, ref.deal);
  const view = await seeDeal(call, deal);
  const found = await read(call, (tx) => findContractOf(tx, call.actor.workspaceId, deal));
  if (found !== null) return found.id;
  throw new AppError(
    "not_found",
    `${dealName({ title: view.deal.title, accountName: view.accountName })} has no contract yet.`,
    `Make one with \`/contract new ${dealId(view.deal)}\`.`,
  );
}
