import type { Deal, Decision } from "./deal.ts";

/** Several rules one after the other, as one decision: each sees the deal as the one before left it. */
export function inTurn(deal: Deal, ...rules: readonly ((deal: Deal) => Decision)[]): Decision {
  return rules.reduce<Decision>(
    (sofar, rule) => {
      const next = rule(sofar.deal);
      return { deal: next.deal, events: [...sofar.events, ...next.events] };
    },
    { deal, events: [] },
  );
}
