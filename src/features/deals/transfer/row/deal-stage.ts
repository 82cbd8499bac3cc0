import { AppError } from "../../../../kernel/errors.ts";
import { type Stage, type Status, statusOf } from "../../domain/stage.ts";
import { parseFlag } from "../cells/column-values.ts";
import { findStage, stageOf } from "../columns/stage-words.ts";

/** What a row says of where the deal stands; undefined where the file has no such column. */
export type StageCells = {
  stage: string | undefined;
  status: string | undefined;
  isClosed: string | undefined;
  isWon: string | undefined;
  isDeleted: string | undefined;
};

const STATUS_WORDS: Readonly<Record<string, Status | "deleted">> = {
  open: "open",
  won: "won",
  "closed won": "won",
  lost: "lost",
  "closed lost": "lost",
  deleted: "deleted",
};
const CLOSED = { won: "closed_won", lost: "closed_lost" } as const;

/**
 * The stage of a row, and the open one it stood in before it was closed, where the file tells. A status of its own
 * (Pipedrive) or the flags for closed and won (Salesforce, HubSpot) decide where the stage's name is nobody's default.
 * @returns stage undefined when the file tells nothing of it
 * @throws AppError bad_input for an unknown or missing stage, a contradiction, or a deal that was deleted there
 */
export function placeOf(cells: StageCells): { stage: Stage | undefined; before: Stage | null } {
  const verdict = verdictOf(cells);
  const written = cells.stage?.trim();
  const known = written ? findStage(written) : null;
  if (verdict === "won" || verdict === "lost") {
    const stage = CLOSED[verdict];
    if (!known || statusOf(known) === "open") return { stage, before: known };
    if (known !== stage)
      throw new AppError("bad_input", `The stage “${written}” and being ${verdict} contradict.`);
    return { stage, before: null };
  }
  if (!written) {
    if (written === "" && verdict === null)
      throw new AppError("bad_input", "The stage is missing.");
    return { stage: undefined, before: null };
  }
  const stage = known ?? stageOf(written);
  if (verdict === "open" && statusOf(stage) !== "open")
    throw new AppError("bad_input", `The stage “${written}” and being open contradict.`);
  return { stage, before: null };
}

function verdictOf(cells: StageCells): Status | null {
  if (cells.isDeleted !== undefined && parseFlag(cells.isDeleted))
    throw new AppError("bad_input", "It was deleted where it comes from.");
  const written = cells.status?.trim().toLowerCase();
  if (written) {
    const status = Object.hasOwn(STATUS_WORDS, written) ? STATUS_WORDS[written] : undefined;
    if (status === "deleted")
      throw new AppError("bad_input", "It was deleted where it comes from.");
    if (!status)
      throw new AppError(
        "bad_input",
        `I don't know the status “${cells.status?.trim()}”.`,
        "It is open, won or lost.",
      );
    return status;
  }
  const closed = cells.isClosed === undefined ? null : parseFlag(cells.isClosed);
  const won = cells.isWon === undefined ? null : parseFlag(cells.isWon);
  if (won) return "won";
  if (closed === null) return null;
  if (!closed) return "open";
  return won === false ? "lost" : null;
}
