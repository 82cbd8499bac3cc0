import type { Money } from "../../../kernel/money.ts";

/** How a deal may be priced. */
export type PricingModel = "subscription" | "usage_based" | "enterprise";

/** A won deal with how like it is. */
export type WonDeal = { amount: Money; sharesProduct: boolean; sameSector: boolean };

/** What a deal is probably worth, from won deals like it. */
export type Estimate = {
  value: Money;
  /** How many won deals it is the median of. */
  deals: number;
  /** What makes them like this one. */
  like: "product" | "sector" | "all";
};

/** Fewer than this say nothing. */
const ENOUGH = 3;

/**
 * The median amount of won deals like this one: those with one of its products, else of its customer's sector, else all; each
 * only when there are at least three. Of an even number it is the lower of the two in the middle: an amount somebody has paid.
 * @param won in the deal's currency
 */
export function estimateValue(won: readonly WonDeal[]): Estimate | null {
  const groups = [
    { like: "product" as const, deals: won.filter((one) => one.sharesProduct) },
    { like: "sector" as const, deals: won.filter((one) => one.sameSector) },
    { like: "all" as const, deals: won },
  ];
  const found = groups.find(({ deals }) => deals.length >= ENOUGH);
  if (!found) return null;
  const sorted = found.deals.map((one) => one.amount).sort((a, b) => a.minor - b.minor);
  const value = sorted[Math.floor((sorted.length - 1) / 2)];
  return value ? { value, deals: sorted.length, like: found.like } : null;
}

/** What is known of a deal when a pricing model is chosen. */
export type PricingFacts = {
  /** In whole units of the base currency; null when there is no amount or no rate. */
  amountInBase: number | null;
  requirements: readonly { text: string; category: string | null }[];
  challenges: readonly { text: string; severity: "high" | "medium" | "low" }[];
};

/** From this amount on a deal is negotiated as a whole. */
const ENTERPRISE_FROM = 100_000;
const DEMANDING = new Set(["security", "compliance", "integration"]);
const USAGE =
  /\b(usage|per (?:call|request|transaction|message|gb)|pay[- ]as[- ]you[- ]go|metered|api (?:calls?|requests?)|transactions?|volumes?|seasonal|peaks?|spikes?|consumption)\b/i;

/**
 * Which pricing model fits, and the sentence that says why. Usage-based where what they need varies with use; enterprise where
 * the deal is large or security, compliance and integration are all asked for; subscription otherwise.
 */
export function pricingModel(facts: PricingFacts): { model: PricingModel; reason: string } {
  const texts = [...facts.requirements, ...facts.challenges].map((one) => one.text);
  const usage = texts.find((text) => USAGE.test(text));
  if (usage !== undefined)
    return {
      model: "usage_based",
      reason: `what they need varies with use: “${usage}”`,
    };
  const demands = [...DEMANDING].filter((category) =>
    facts.requirements.some((one) => one.category === category),
  );
  if (facts.amountInBase !== null && facts.amountInBase >= ENTERPRISE_FROM)
    return {
      model: "enterprise",
      reason: "a deal of this size is negotiated as a whole, with terms of its own",
    };
  if (demands.length === DEMANDING.size)
    return {
      model: "enterprise",
      reason: "security, compliance and integration are all asked for",
    };
  return {
    model: "subscription",
    reason:
      "nothing asks for terms of its own or for counting usage: a price per period is easy to compare",
  };
}

const MODEL_WORDS: Record<PricingModel, string> = {
  subscription: "Subscription",
  usage_based: "Usage-based",
  enterprise: "Enterprise agreement",
};

/** "Usage-based": the model as people read it. */
export function modelName(model: PricingModel): string {
  return MODEL_WORDS[model];
}

const RANK = { high: 0, medium: 1, low: 2 } as const;

/** What the customer would pay for: challenges by severity first, then requirements, each once; at most `most`. */
export function valueDrivers(
  facts: Pick<PricingFacts, "requirements" | "challenges">,
  most: number,
): { text: string; why: string }[] {
  const challenges = facts.challenges
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
    .map((one) => ({ text: one.text, why: `${one.severity} challenge` }));
  const requirements = facts.requirements.map((one) => ({
    text: one.text,
    why: one.category ? `${one.category} requirement` : "requirement",
  }));
  const seen = new Set<string>();
  return [...challenges, ...requirements]
    .filter(({ text }) => {
      const key = text.toLowerCase();
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, most);
}
