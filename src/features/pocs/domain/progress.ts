import type { Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords, plural } from "../../../kernel/text.ts";
import type { Criterion, Grade, Poc } from "./poc.ts";
import { gradeName } from "./words.ts";

/** How far a proof of concept has come: how many criteria have each grade. */
export type Progress = Readonly<Record<Grade, number>> & {
  criteria: number;
  mustHaves: number;
  mustHavesMet: number;
};

/** Counts the grades. */
export function progressOf(criteria: readonly Pick<Criterion, "grade" | "mustHave">[]): Progress {
  const count = (grade: Grade) => criteria.filter((one) => one.grade === grade).length;
  const must = criteria.filter((one) => one.mustHave);
  return {
    met: count("met"),
    partly: count("partly"),
    not_met: count("not_met"),
    not_tested: count("not_tested"),
    criteria: criteria.length,
    mustHaves: must.length,
    mustHavesMet: must.filter((one) => one.grade === "met").length,
  };
}

/** Why a proof of concept is failing, worst first. */
export type HealthProblem = "must_have_not_met" | "past_its_end";

/**
 * A proof of concept is failing when a must-have of a running or completed one was graded not met, or when a running one is past
 * its last day. A deal's risks ask the same of the database (`poc_failing` in deals/queries/risk.ts).
 * @param today the reader's day
 */
export function pocHealth(
  poc: Pick<Poc, "status" | "endsOn">,
  criteria: readonly Pick<Criterion, "grade" | "mustHave">[],
  today: Day,
): { failing: boolean; problems: HealthProblem[] } {
  const running = poc.status === "in_progress";
  const problems: HealthProblem[] = [];
  if (
    (running || poc.status === "completed") &&
    criteria.some((one) => one.mustHave && one.grade === "not_met")
  )
    problems.push("must_have_not_met");
  if (running && poc.endsOn < today) problems.push("past_its_end");
  return { failing: problems.length > 0, problems };
}

/** The must-haves that stand in the way of an acceptance. */
export function unmetMustHaves<C extends Pick<Criterion, "grade" | "mustHave">>(
  criteria: readonly C[],
): C[] {
  return criteria.filter((one) => one.mustHave && one.grade !== "met");
}

/**
 * Lets an acceptance through when every must-have is met, or when the customer's written acceptance is there.
 * @throws AppError rule_broken that names the must-haves in the way
 */
export function checkAcceptable(
  criteria: readonly Pick<Criterion, "grade" | "mustHave" | "text">[],
  acceptance: string | null,
): void {
  const unmet = unmetMustHaves(criteria);
  if (unmet.length === 0 || acceptance) return;
  const named = unmet.map((one) => `“${one.text}” (${gradeName(one.grade).toLowerCase()})`);
  throw new AppError(
    "rule_broken",
    `${plural(unmet.length, "must-have is", "must-haves are")} not met: ${joinWords(named, "and")}.`,
    "Grade them, or write down the customer's acceptance: what they wrote, and where.",
  );
}
