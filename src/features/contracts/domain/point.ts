import { AppError } from "../../../kernel/errors.ts";
import { plural } from "../../../kernel/text.ts";

/**
 * What is negotiated: what we must have, what would be nice, what we give for something else, and where we get up and go.
 */
export const POINT_KINDS = ["must_have", "nice_to_have", "trade_off", "walk_away"] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** How a point stands: still talked about, agreed with the customer, or no longer asked for. */
export const POINT_STATES = ["open", "agreed", "dropped"] as const;
export type PointState = (typeof POINT_STATES)[number];

/** One point of a negotiation, counted from 1 within its contract. */
export type Point = {
  n: number;
  kind: PointKind;
  text: string;
  /** What was agreed, in words for the paper; null while it is open, and for good when it was dropped. */
  outcome: string | null;
  settledBy: number | null;
  settledAt: Date | null;
};

/** What somebody writes down about a point. */
export type PointNote = {
  kind: PointKind;
  text: string;
  state: PointState;
  /** What was agreed; the point's own text where nothing else is said. */
  outcome: string | null;
};

/** More than this nobody negotiates at once. */
export const MOST_POINTS = 30;
/** Longest text of a point and of what was agreed, in characters. */
export const LONGEST_POINT = 500;

/** How a point stands. */
export function stateOf(point: Pick<Point, "outcome" | "settledAt">): PointState {
  if (!point.settledAt) return "open";
  return point.outcome === null ? "dropped" : "agreed";
}

/**
 * What was agreed and therefore stands in the contract. Open points and walk-away points never do: the customer would read where
 * we give in.
 */
export function agreedPoints(points: readonly Point[]): Point[] {
  return points.filter((point) => point.kind !== "walk_away" && stateOf(point) === "agreed");
}

/** The agreed points as the paper prints them: what was agreed, after what it was about where that differs. */
export function agreedWords(points: readonly Point[]): string[] {
  return agreedPoints(points).map(({ text, outcome }) =>
    outcome && outcome !== text ? `${text}: ${outcome}` : text,
  );
}

/** The text as it is kept: one line. @throws AppError bad_input when it is empty or too long */
export function cleanPoint(text: string): string {
  const clean = text.replaceAll(/\s+/g, " ").trim();
  if (!clean)
    throw new AppError("bad_input", "A point needs words.", "Write what it is about in one line.");
  if (clean.length > LONGEST_POINT)
    throw new AppError(
      "bad_input",
      `This point has ${plural(clean.length, "character")}; ${LONGEST_POINT} fit.`,
      "Split it, or write the rest into the contract's own terms.",
    );
  return clean;
}

/** The point after somebody wrote down how it stands. */
export function noted(
  point: Point | { n: number },
  note: PointNote,
  by: { personId: number; now: Date },
): Point {
  const text = cleanPoint(note.text);
  const before = "kind" in point ? point : null;
  const isSettled = note.state !== "open";
  const outcome = note.state === "agreed" ? (note.outcome ? cleanPoint(note.outcome) : text) : null;
  const stays = isSettled && before?.settledAt;
  return {
    n: point.n,
    kind: note.kind,
    text,
    outcome,
    settledBy: stays ? before.settledBy : isSettled ? by.personId : null,
    settledAt: stays ? before.settledAt : isSettled ? by.now : null,
  };
}
