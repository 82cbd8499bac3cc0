import { addDays, type Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";

/** Won deals of one kind: how many, and the middle one's amount (minor units of the base currency) and days to the win. */
export type WonDeals = { count: number; amount: number | null; days: number | null };

/** Won deals like a lead: of its industry, of its size, and all. */
export type LikeDeals = {
  industry: { name: string; won: WonDeals } | null;
  segment: { name: string; won: WonDeals } | null;
  all: WonDeals;
};

/** What a deal is expected to be, each with where the figure comes from. */
export type Estimate = {
  amount: Money;
  amountWhy: string;
  closeDate: Day;
  closeWhy: string;
};

/** So many won deals make a kind of its own; fewer say too little. */
export const ENOUGH = 5;

/**
 * What a lead's deal will be worth and when it closes: the median of won deals of the same industry, else of the same segment
 * where there are at least 5, else of all; without any, the workspace's own figures.
 * @param fallback amount in minor units, and days
 */
export function estimateOf(
  like: LikeDeals,
  fallback: { amount: Money; days: number },
  today: Day,
): Estimate {
  const kinds = [
    like.industry && like.industry.won.count >= ENOUGH
      ? { won: like.industry.won, where: ` in ${like.industry.name}` }
      : null,
    like.segment && like.segment.won.count >= ENOUGH
      ? { won: like.segment.won, where: ` in ${like.segment.name}` }
      : null,
    like.all.count > 0 ? { won: like.all, where: "" } : null,
  ].filter((kind) => kind !== null);
  const [kind] = kinds;
  const { won, where = "" } = kind ?? {};
  const why = won ? `median of ${plural(won.count, "won deal")}${where}` : "no deal won yet";
  const minor = won?.amount ?? fallback.amount.minor;
  const days = won?.days ?? fallback.days;
  return {
    amount: { minor, currency: fallback.amount.currency },
    amountWhy: why,
    closeDate: addDays(today, Math.max(1, days)),
    closeWhy: `${plural(Math.max(1, days), "day")}: ${why}`,
  };
}
