import type { Feature } from "../feature.ts";
import { housekeeping } from "../housekeeping.ts";
import { NIGHTLY } from "../jobs/scheduler.ts";
import { sweep, sweepJob } from "../notify/delivery.ts";
import { DELIVERY } from "../notify/notify.ts";
import { helpCommand } from "../slack/help.ts";
import { approvalsFeature } from "./approvals/index.ts";
import { contractsFeature } from "./contracts/index.ts";
import { dealsFeature } from "./deals/index.ts";
import { demosFeature } from "./demos/index.ts";
import { digestFeature, jobsCommand } from "./digest/index.ts";
import { discoveryFeature } from "./discovery/index.ts";
import { forecastFeature } from "./forecast/index.ts";
import { leadsFeature } from "./leads/index.ts";
import { objectionsFeature } from "./objections/index.ts";
import { peopleFeature } from "./people/index.ts";
import { pipelineFeature } from "./pipeline/index.ts";
import { pocsFeature } from "./pocs/index.ts";
import { preferencesFeature } from "./preferences/index.ts";
import { quotesFeature } from "./quotes/index.ts";
import { settingsFeature } from "./settings/index.ts";

const slices: readonly Feature[] = [
  peopleFeature,
  settingsFeature,
  dealsFeature,
  leadsFeature,
  discoveryFeature,
  demosFeature,
  pocsFeature,
  objectionsFeature,
  approvalsFeature,
  quotesFeature,
  contractsFeature,
  pipelineFeature,
  forecastFeature,
  preferencesFeature,
  digestFeature,
];

/** Each slash command with what its help says first. */
const INTRODUCTIONS: readonly (readonly [`/${string}`, string])[] = [
  ["/deal", "Deals from the first line to won or lost."],
  ["/lead", "Leads from the first word to a deal, each with somebody who answers."],
  ["/demo", "Demos from the request to how they went."],
  ["/poc", "Proofs of concept: scoped, run, graded, accepted."],
  ["/objection", "What customers object to, and what worked against it."],
  ["/approval", "What waits for a decision, and who decides."],
  ["/quote", "Quotes from the catalogue: lines, discounts, versions, PDF."],
  ["/contract", "Contracts from the draft to the signature."],
  ["/pipeline", "The pipeline: what is in it, what changed, what is at risk."],
  ["/forecast", "What a month, quarter or year will bring, and how sure that is."],
  ["/notify", "What I tell you, and when."],
  ["/digest", "Pipeline digests in channels, your own morning, and what runs when."],
];

const jobs: Feature = {
  name: "jobs",
  commands: [
    jobsCommand(() => ({
      kinds: [...slices.flatMap((slice) => slice.jobs ?? []), sweepJob, DELIVERY, housekeeping],
      schedules: [
        ...slices.flatMap((slice) => slice.schedules ?? []),
        sweep,
        { ...NIGHTLY, job: housekeeping },
      ],
    })),
  ],
};

/** The product's table of contents: a slice may import from those before it. */
export const features: readonly Feature[] = [
  ...slices,
  jobs,
  {
    name: "help",
    commands: INTRODUCTIONS.map(([command, intro]) =>
      helpCommand(command, intro, () =>
        // The newest slices are what most people look for.
        [...slices.toReversed(), jobs].flatMap((slice) => slice.commands ?? []),
      ),
    ),
  },
];
