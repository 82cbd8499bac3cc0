import { defineEvent } from "../../events/define-event.ts";
import type { Deal } from "./domain/deal.ts";
import type { Stage } from "./domain/stage.ts";

/** A deal as it stands in its new stage, saved and locked. */
export type StageEntered = {
  deal: Deal;
  accountName: string | null;
  /** Where it was before; null for a new deal. */
  from: Stage | null;
  /** Whether somebody's decision was waited for when it moved: most deals have none, and nothing is looked up then. */
  hasRequests: boolean;
};

/** A move that was taken back within its five minutes. */
export type MoveUndone = {
  /** As it stands again, saved and locked. */
  deal: Deal;
  /** The stage it was moved to by mistake, and when. */
  left: Stage;
  movedAt: Date;
};

/** A move was taken back: what others did because of it is to be taken back with it. */
export const moveUndone = defineEvent<MoveUndone>("deals.move-undone");

/**
 * A deal came into a stage: new, moved either way, or reopened; an undo is none. Reactions must not change the deal itself:
 * the move could not be undone after it.
 */
export const stageEntered = defineEvent<StageEntered>("deals.stage-entered");
