import { formatInstant } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Call } from "../../slack/call.ts";
import {
  dealId,
  dealName,
  read,
  resolveDealHaving,
  type SeenDeal,
  seeDeal,
  type ThingRef,
} from "../deals/index.ts";
import { noSuchPoc } from "./operations/change-poc.ts";
import { findDealOfPoc, findPocOfDeal, listDealsWithPoc } from "./queries/poc.ts";
import { findPocParts, type PocParts } from "./queries/view.ts";

/** A proof of concept as its reader may see it, with the deal it is on. */
export type SeenPoc = PocParts & { deal: SeenDeal };

/**
 * A proof of concept on a deal the actor may see.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seePoc(call: Call, id: number): Promise<SeenPoc> {
  const { workspaceId } = call.actor;
  const { dealId: onDeal, parts } = await read(call, async (tx) => ({
    dealId: await findDealOfPoc(tx, workspaceId, id),
    parts: await findPocParts(tx, workspaceId, id),
  }));
  if (onDeal === null || !parts) throw noSuchPoc(id);
  return { ...parts, deal: await seeDeal(call, onDeal) };
}

/**
 * The number of the proof of concept that was meant: by its own id, or the live or newest one of a deal.
 * @throws PickOne, or AppError not_found
 */
export async function resolvePoc(call: Call, ref: ThingRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const deal = await resolveDealHaving(call, ref.deal, listDealsWithPoc);
  const view = await seeDeal(call, deal);
  const found = await read(call, (tx) => findPocOfDeal(tx, call.actor.workspaceId, deal));
  if (found !== null) return found;
  throw new AppError(
    "not_found",
    `${dealName({ title: view.deal.title, accountName: view.accountName })} has no proof of concept yet.`,
    `Scope one with \`/poc scope ${dealId(view.deal)}\`.`,
  );
}

/** "Ada accepted it today 14:03": who decided it, for refusals before a form opens; null while it is undecided. */
export function decisionWords({ poc, deciderName }: SeenPoc, call: Call): string | null {
  if (!poc.decidedAt) return null;
  const when = formatInstant(poc.decidedAt, { now: call.now, timeZone: call.actor.timeZone });
  return `${deciderName ?? "Somebody"} ${poc.status} it ${when}`;
}
