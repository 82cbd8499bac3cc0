import { addDays, type Day, daysBetween } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { checkAct, type LastAct } from "./life.ts";
import { cleanText } from "./lines.ts";
import type { Criterion, Grade, Poc } from "./poc.ts";
import { checkAcceptable } from "./progress.ts";
import { datesProblem } from "./scope.ts";

/** A proof of concept as a rule finds it. */
export type PocState = {
  poc: Poc;
  criteria: readonly Criterion[];
  /** Who brought it to where it is, in words, for refusals. */
  last: LastAct;
};

/** What happened to a proof of concept, for the audit log and those who are told. */
export type PocEvent =
  | { kind: "scoped" }
  | { kind: "edited" }
  /** `days` the whole run was moved by: negative when it starts early. */
  | { kind: "started"; days: number }
  | { kind: "graded"; criterion: Criterion; from: Grade }
  | { kind: "extended"; from: Day; to: Day; reason: string; reopened: boolean }
  | { kind: "completed" }
  | { kind: "accepted" }
  | { kind: "rejected"; reason: string };

/** What a rule decides: the proof of concept and its criteria afterwards, and what happened; null when nothing did. */
export type PocDecision = {
  poc: Poc;
  criteria: readonly Criterion[];
  event: PocEvent | null;
};

/** Who acts, and when. */
export type By = { personId: number; now: Date; today: Day };

/**
 * Starts it today. Begun early or late it keeps its length: the end moves by as many days as the start.
 * @throws AppError unless it is planned
 */
export function startPoc({ poc, criteria, last }: PocState, by: By): PocDecision {
  checkAct(poc, "start", last);
  const days = daysBetween(poc.startsOn, by.today);
  return {
    criteria,
    poc: {
      ...poc,
      status: "in_progress",
      startsOn: by.today,
      endsOn: addDays(poc.endsOn, days),
      startedAt: by.now,
    },
    event: { kind: "started", days },
  };
}

/** A grade as somebody gives it; whatever is left out stays as it is. */
export type Grading = {
  n: number;
  grade?: Grade | undefined;
  note?: string | null | undefined;
  evidenceUrl?: string | null | undefined;
};

/**
 * Grades one criterion. The same grade again with nothing new to it changes nothing.
 * @throws AppError unless it is in progress or completed, or when there is no such criterion
 */
export function gradeCriterion(state: PocState, grading: Grading, by: By): PocDecision {
  const { poc, criteria, last } = state;
  checkAct(poc, "grade", last);
  const criterion = criteria.find((one) => one.n === grading.n);
  if (!criterion)
    throw new AppError(
      "not_found",
      `There is no criterion ${grading.n}.`,
      `Its criteria are counted from 1 to ${criteria.length}.`,
    );
  const grade = grading.grade ?? criterion.grade;
  const note = grading.note === undefined ? criterion.note : cleanOrNull(grading.note);
  const evidenceUrl =
    grading.evidenceUrl === undefined ? criterion.evidenceUrl : cleanOrNull(grading.evidenceUrl);
  if (criterion.grade === grade && criterion.note === note && criterion.evidenceUrl === evidenceUrl)
    return { poc, criteria, event: null };
  const graded: Criterion = {
    ...criterion,
    grade,
    note,
    evidenceUrl,
    gradedBy: by.personId,
    gradedAt: by.now,
  };
  return {
    poc,
    criteria: criteria.map((one) => (one.n === graded.n ? graded : one)),
    event: { kind: "graded", criterion: graded, from: criterion.grade },
  };
}

/**
 * Moves the end. A completed one runs again until then.
 * @throws AppError unless it is in progress or completed, without a reason, or when the new end is no extension
 */
export function extendPoc(
  { poc, criteria, last }: PocState,
  to: Day,
  reason: string,
  by: By,
): PocDecision {
  checkAct(poc, "extend", last);
  const why = cleanText(reason);
  if (why === "") throw new AppError("bad_input", "An extension needs a reason.");
  const reopened = poc.status === "completed";
  // A completed one may be taken up again within its old time.
  if (to < by.today || (!reopened && to <= poc.endsOn))
    throw new AppError(
      "bad_input",
      to < by.today ? "That day is over." : "That is no later than it ends now.",
      "Choose a later day.",
    );
  const problem = datesProblem(poc.startsOn, to);
  if (problem) throw new AppError("bad_input", problem);
  return {
    criteria,
    poc: { ...poc, status: "in_progress", endsOn: to, completedAt: null },
    event: { kind: "extended", from: poc.endsOn, to, reason: why, reopened },
  };
}

/** Ends the run; what was not graded may still be, until it is decided. @throws AppError unless it is in progress */
export function completePoc({ poc, criteria, last }: PocState, by: By): PocDecision {
  checkAct(poc, "complete", last);
  return {
    criteria,
    poc: { ...poc, status: "completed", completedAt: by.now },
    event: { kind: "completed" },
  };
}

/** The customer's word: what they wrote, where it can be read, and what is said with it. */
export type Acceptance = {
  text?: string | null | undefined;
  url?: string | null | undefined;
  note?: string | null | undefined;
};

/**
 * The customer accepts.
 * @throws AppError unless it is completed, and every must-have is met or the customer's written acceptance is given
 */
export function acceptPoc(
  { poc, criteria, last }: PocState,
  said: Acceptance,
  by: By,
): PocDecision {
  checkAct(poc, "accept", last);
  const acceptance = cleanOrNull(said.text);
  checkAcceptable(criteria, acceptance);
  return {
    criteria,
    poc: {
      ...poc,
      status: "accepted",
      decidedAt: by.now,
      decidedBy: by.personId,
      decisionNote: cleanOrNull(said.note),
      acceptance,
      acceptanceUrl: cleanOrNull(said.url),
    },
    event: { kind: "accepted" },
  };
}

/** The customer rejects. @throws AppError unless it is completed, or without a reason */
export function rejectPoc({ poc, criteria, last }: PocState, reason: string, by: By): PocDecision {
  checkAct(poc, "reject", last);
  const why = reason.trim();
  if (why === "") throw new AppError("bad_input", "A rejection needs a reason.");
  return {
    criteria,
    poc: {
      ...poc,
      status: "rejected",
      decidedAt: by.now,
      decidedBy: by.personId,
      decisionNote: why,
    },
    event: { kind: "rejected", reason: why },
  };
}

function cleanOrNull(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
