import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Deal, type Decision, dealId, type LostReason } from "./deal.ts";
import {
  type Evidence,
  type EvidenceKey,
  evidenceWords,
  missingFor,
  type Work,
  workWords,
} from "./gates.ts";
import { type Stage, stageName, stageProbability, statusOf } from "./stage.ts";

/** The refusal of a gate: it knows what is missing, so that the answer can ask for exactly that. */
export class GateClosed extends AppError {
  readonly dealId: number;
  readonly to: Stage;
  readonly missing: readonly EvidenceKey[];
  /** What is to be done first and can't be filled in. */
  readonly lacking: readonly Work[];

  constructor(
    deal: Pick<Deal, "id">,
    to: Stage,
    missing: readonly EvidenceKey[],
    lacking: readonly Work[] = [],
  ) {
    const needs = [...missing.map(evidenceWords), ...lacking.map(workWords)];
    super(
      "rule_broken",
      `${stageName(to)} needs ${joinWords(needs, "and")} first.`,
      missing.length > 0
        ? `Fill that in with \`/deal edit ${dealId(deal)}\`, or ask a manager to skip the gate.`
        : "See to that, or ask a manager to skip the gate.",
    );
    this.dealId = deal.id;
    this.to = to;
    this.missing = missing;
    this.lacking = lacking;
  }
}

/** The deal stands elsewhere than the person thought: somebody was quicker. The answer says who. */
export class StandsElsewhere extends AppError {
  readonly deal: Deal;
  constructor(deal: Deal, message: string, hint: string) {
    super("conflict", message, hint);
    this.deal = deal;
  }
}

export type Move = {
  to: Stage;
  /** Where the person saw the deal, when they moved it by a button. */
  from?: Stage | undefined;
  /** Why a gate is skipped; whoever asks must be allowed to. */
  override?: string | undefined;
  lostReason?: LostReason | undefined;
  lostTo?: string | undefined;
};

/**
 * Moves an open deal to another stage. Probability and status follow the stage; going back is allowed and recorded.
 * @throws StandsElsewhere when the deal is closed, there already, or not where the person saw it; GateClosed when something is missing
 */
export function moveDeal(
  deal: Deal,
  move: Move,
  evidence: Omit<Evidence, "lostReason"> & {
    /** Work the workspace's own gates ask for that is not done. */
    lacking?: readonly Work[] | undefined;
  },
  now: Date,
): Decision {
  const { to } = move;
  const { lacking = [] } = evidence;
  const override = move.override?.trim() || null;
  if (deal.stage === to)
    throw new StandsElsewhere(
      deal,
      `${deal.title} is in ${stageName(to)} already.`,
      "Nothing was changed.",
    );
  if (move.from && move.from !== deal.stage)
    throw new StandsElsewhere(
      deal,
      `${deal.title} is no longer in ${stageName(move.from)} but in ${stageName(deal.stage)}.`,
      `Move it from there if you still want to: \`/deal move ${dealId(deal)} ${to}\`.`,
    );
  if (deal.status !== "open")
    throw new StandsElsewhere(
      deal,
      `${deal.title} is closed (${deal.status}).`,
      `A manager or an admin can reopen it: \`/deal reopen ${dealId(deal)} ${to.startsWith("closed_") ? "negotiation" : to} because …\``,
    );
  const lostReason = move.lostReason ?? deal.lostReason;
  const missing = missingFor(deal.stage, to, { ...evidence, lostReason: lostReason !== null });
  const isClosed = missing.length > 0 || lacking.length > 0;
  if (isClosed && !override) throw new GateClosed(deal, to, missing, lacking);
  const lost = to === "closed_lost";
  return {
    deal: {
      ...deal,
      ...inStage(to, now),
      lostReason: lost ? lostReason : null,
      lostTo: lost ? (move.lostTo ?? deal.lostTo) : null,
    },
    events: [
      {
        kind: "moved",
        from: deal.stage,
        to,
        override: isClosed ? override : null,
        undo: false,
      },
    ],
  };
}

/**
 * Opens a closed deal again in the stage that is named. The reason is kept; whoever asks must be allowed to.
 * @throws AppError rule_broken when the deal is open, or the stage is a closed one
 */
export function reopenDeal(
  deal: Deal,
  reopening: { to: Stage; reason: string },
  now: Date,
): Decision {
  const { to } = reopening;
  const reason = reopening.reason.trim();
  if (deal.status === "open")
    throw new AppError(
      "rule_broken",
      `${deal.title} is open, in ${stageName(deal.stage)}.`,
      `Move it with \`/deal move ${dealId(deal)} <stage>\`.`,
    );
  if (statusOf(to) !== "open")
    throw new AppError("bad_input", `A deal can't be reopened in ${stageName(to)}.`);
  if (!reason)
    throw new AppError(
      "bad_input",
      "Reopening a deal needs a reason.",
      `Like \`/deal reopen ${dealId(deal)} negotiation because the budget is back\`.`,
    );
  return {
    deal: { ...deal, ...inStage(to, now), lostReason: null, lostTo: null },
    events: [{ kind: "reopened", from: deal.stage, to, reason }],
  };
}

/**
 * Takes the last move back: the deal is again where it was, as it was.
 * @throws AppError conflict when something else happened since, rule_broken when the five minutes are over
 */
export function undoMove(
  deal: Deal,
  last: { from: Stage; to: Stage; at: Date; version: number; before: UndoState },
  now: Date,
): Decision {
  if (deal.version !== last.version)
    throw new AppError(
      "conflict",
      `${deal.title} was changed again since that move.`,
      `See \`/deal history ${dealId(deal)}\`.`,
    );
  if (now.getTime() - last.at.getTime() > UNDO_MINUTES * 60_000)
    throw new AppError(
      "rule_broken",
      `A move can be undone for ${UNDO_MINUTES} minutes, and those are over.`,
      `Move it back with \`/deal move ${dealId(deal)} ${last.from}\`.`,
    );
  const { stageEnteredAt, ...before } = last.before;
  return {
    deal: {
      ...deal,
      ...inStage(last.from, stageEnteredAt ? new Date(stageEnteredAt) : now),
      ...before,
      closedAt: null,
    },
    events: [{ kind: "moved", from: deal.stage, to: last.from, override: null, undo: true }],
  };
}

/** What the stage does not say by itself and an undo has to bring back. */
export type UndoState = Pick<
  Deal,
  "probability" | "probabilityReason" | "lostReason" | "lostTo"
> & {
  /** ISO, so that a mistaken move does not make a stalled deal look fresh; older moves did not keep it. */
  stageEnteredAt?: string | undefined;
};
export const UNDO_MINUTES = 5;

/** What follows from standing in a stage; a probability that was set by hand holds for its stage only. */
function inStage(
  stage: Stage,
  now: Date,
): Pick<
  Deal,
  "stage" | "status" | "probability" | "probabilityReason" | "stageEnteredAt" | "closedAt"
> {
  const status = statusOf(stage);
  return {
    stage,
    status,
    probability: stageProbability(stage),
    probabilityReason: null,
    stageEnteredAt: now,
    closedAt: status === "open" ? null : now,
  };
}
