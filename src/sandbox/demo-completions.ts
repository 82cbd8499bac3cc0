import type { Feature } from "../feature.ts";
import { STAGES } from "../features/deals/index.ts";
import type { Completions } from "./page-completion.ts";

/** What the page's composer completes: every verb, deals by the app's own search, and the stages. */
export function completionsOf(features: readonly Feature[]): Completions {
  return {
    // The newest slices are what most people look for, as in the help.
    commands: features
      .toReversed()
      .flatMap((feature) => feature.commands ?? [])
      .map(({ command, verb, usage, summary }) => ({ command, verb, usage, summary })),
    lookups: { deal: "deals.options" },
    words: { stage: STAGES },
    examples: ["/deal list all", "/deal show acme", "/deal move opp_1 negotiation", "/deal help"],
  };
}
