import type { Feature } from "../feature.ts";
import { helpCommand } from "../slack/help.ts";
import { dealsFeature } from "./deals/index.ts";
import { peopleFeature } from "./people/index.ts";

const slices: readonly Feature[] = [peopleFeature, dealsFeature];

/** The product's table of contents: a slice may import from those before it. */
export const features: readonly Feature[] = [
  ...slices,
  {
    name: "help",
    commands: [
      helpCommand("/deal", "Deals from the first line to won or lost.", () =>
        // The newest slices are what most people look for.
        slices.toReversed().flatMap((slice) => slice.commands ?? []),
      ),
    ],
  },
];
