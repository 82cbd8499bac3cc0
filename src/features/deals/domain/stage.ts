/** The pipeline, in order. A stage's default win probability is in percent. */
export const STAGES = [
  "lead",
  "qualified",
  "discovery",
  "solution_design",
  "demo",
  "proposal",
  "negotiation",
  "closed_won",
  "closed_lost",
] as const;
export type Stage = (typeof STAGES)[number];
export const OPEN_STAGES = STAGES.filter((stage) => !stage.startsWith("closed_"));
export const CLOSED_STAGES = STAGES.filter((stage) => stage.startsWith("closed_"));

export const STATUSES = ["open", "won", "lost"] as const;
export type Status = (typeof STATUSES)[number];

const PIPELINE: Record<Stage, { name: string; probability: number }> = {
  lead: { name: "Lead", probability: 10 },
  qualified: { name: "Qualified", probability: 30 },
  discovery: { name: "Discovery", probability: 35 },
  solution_design: { name: "Solution design", probability: 40 },
  demo: { name: "Demo", probability: 45 },
  proposal: { name: "Proposal", probability: 50 },
  negotiation: { name: "Negotiation", probability: 70 },
  closed_won: { name: "Closed won", probability: 100 },
  closed_lost: { name: "Closed lost", probability: 0 },
};

/** Every word that names a stage in a command, in lower case with underscores. */
export const STAGE_WORDS: Readonly<Record<string, Stage>> = {
  ...Object.fromEntries(STAGES.map((stage) => [stage, stage])),
  qualification: "qualified",
  solution: "solution_design",
  solutioning: "solution_design",
  won: "closed_won",
  lost: "closed_lost",
};

/** "Solution design": the stage as people read it. */
export function stageName(stage: Stage): string {
  return PIPELINE[stage].name;
}

/** The stage's default probability of winning, in percent. */
export function stageProbability(stage: Stage): number {
  return PIPELINE[stage].probability;
}

/** A deal's status is never set by itself: its stage says it. */
export function statusOf(stage: Stage): Status {
  if (stage === "closed_won") return "won";
  return stage === "closed_lost" ? "lost" : "open";
}

/** Whether a move goes up the pipeline; closing a deal as lost is neither up nor down. */
export function isForward(from: Stage, to: Stage): boolean {
  return to !== "closed_lost" && STAGES.indexOf(to) > STAGES.indexOf(from);
}
