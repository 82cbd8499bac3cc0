import type { InferSelectModel } from "drizzle-orm";
import type { Deal } from "../domain/deal.ts";
import type { deals } from "../schema/deals.ts";

export type DealRow = InferSelectModel<typeof deals>;

/** A row as the domain knows it: the amount together with its currency. */
export function toDeal(row: DealRow): Deal {
  const {
    workspaceId: _workspace,
    titleKey: _key,
    source: _source,
    sourceId: _sourceId,
    amount,
    currency,
    ...deal
  } = row;
  return { ...deal, amount: amount === null ? null : { minor: amount, currency } };
}
