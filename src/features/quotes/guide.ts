import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, seeDeal } from "../deals/index.ts";
import { estimateValue, pricingModel, valueDrivers } from "./domain/guidance.ts";
import { inBaseUnits } from "./domain/policy.ts";
import { findPricingFacts, listWonLike } from "./queries/guidance.ts";
import { findQuotesOf } from "./queries/quote.ts";
import { guideCard } from "./views/guide.ts";

const MOST_DRIVERS = 5;

/** What a deal is probably worth, what the customer would pay for, and how to price it. */
export async function showGuide(call: Call, dealId: number): Promise<Reply> {
  const view = await seeDeal(call, dealId);
  const { deal, accountName } = view;
  const currency = deal.amount?.currency ?? call.settings.baseCurrency;
  const { facts, won, quotes } = await read(call, async (tx) => ({
    facts: await findPricingFacts(tx, call.actor.workspaceId, dealId),
    won: await listWonLike(tx, call.actor.workspaceId, deal, currency),
    quotes: await findQuotesOf(tx, call.actor.workspaceId, dealId),
  }));
  const amountInBase = deal.amount ? inBaseUnits(deal.amount, call.settings) : null;
  return guideCard({
    deal: { id: deal.id, title: deal.title, accountName, amount: deal.amount },
    estimate: estimateValue(won),
    drivers: valueDrivers(facts, MOST_DRIVERS),
    model: pricingModel({ ...facts, amountInBase }),
    quoteId: quotes[0]?.id ?? null,
  });
}
