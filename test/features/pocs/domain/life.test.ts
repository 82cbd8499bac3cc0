import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  acceptPoc,
  completePoc,
  extendPoc,
  gradeCriterion,
  type PocDecision,
  type PocState,
  rejectPoc,
  startPoc,
} from "../../../../src/features/pocs/domain/decision.ts";
import {
  checkAct,
  legalActs,
  POC_ACTS,
  type PocAct,
} from "../../../../src/features/pocs/domain/life.ts";
import { POC_STATUSES, type PocStatus } from "../../../../src/features/pocs/domain/poc.ts";
import { asDay, daysBetween } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { aPoc, BY, criteriaOf, stateOf } from "./a-poc.ts";

/** What each act makes of each status; a dash is a refusal. */
const LIFE: Record<PocAct, Record<PocStatus, PocStatus | "–">> = {
  edit: { planned: "planned", in_progress: "–", completed: "–", accepted: "–", rejected: "–" },
  start: { planned: "in_progress", in_progress: "–", completed: "–", accepted: "–", rejected: "–" },
  grade: {
    planned: "–",
    in_progress: "in_progress",
    completed: "completed",
    accepted: "–",
    rejected: "–",
  },
  extend: {
    planned: "–",
    in_progress: "in_progress",
    completed: "in_progress",
    accepted: "–",
    rejected: "–",
  },
  complete: {
    planned: "–",
    in_progress: "completed",
    completed: "–",
    accepted: "–",
    rejected: "–",
  },
  accept: { planned: "–", in_progress: "–", completed: "accepted", accepted: "–", rejected: "–" },
  reject: { planned: "–", in_progress: "–", completed: "rejected", accepted: "–", rejected: "–" },
};

const DO: Record<PocAct, (state: PocState) => PocDecision> = {
  edit: (state) => {
    checkAct(state.poc, "edit", state.last);
    return { poc: state.poc, criteria: state.criteria, event: { kind: "edited" } };
  },
  start: (state) => startPoc(state, BY),
  grade: (state) => gradeCriterion(state, { n: 1, grade: "partly" }, BY),
  extend: (state) => extendPoc(state, asDay("2027-01-08"), "late data", BY),
  complete: (state) => completePoc(state, BY),
  accept: (state) => acceptPoc(state, {}, BY),
  reject: (state) => rejectPoc(state, "too slow", BY),
};

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

const CASES = POC_ACTS.flatMap((act) =>
  POC_STATUSES.map((status) => [act, status, LIFE[act][status]] as const),
);

describe("the life of a proof of concept", () => {
  test.each(CASES)("%s when %s: %s", (act, status, after) => {
    const state = stateOf({ status });
    if (after !== "–") {
      expect(DO[act](state).poc.status).toBe(after);
      return;
    }
    const { message, hint } = refusal(() => DO[act](state));
    expect(message).toContain("poc_4 is ");
    expect(message).toContain("Ann scoped it today 15:00.");
    for (const legal of legalActs(status)) expect(hint).toContain(`/poc ${legal} poc_4`);
    if (legalActs(status).length === 0) expect(hint).toContain("It is decided");
  });

  test.each([
    ["start", "in_progress"],
    ["complete", "completed"],
    ["accept", "accepted"],
    ["reject", "rejected"],
  ] as const)("%s twice is a conflict that says who was first", (act, status) => {
    const error = refusal(() => DO[act](stateOf({ status })));
    expect(error.code).toBe("conflict");
    expect(error.message).toContain("already. Ann scoped it");
  });
});

describe("its dates", () => {
  const days = fc.integer({ min: 0, max: 360 });
  const dayAfter = (n: number) =>
    asDay(new Date(Date.UTC(2026, 10, 18 + n)).toISOString().slice(0, 10));

  test("keep their length whenever it starts, and never end before they start", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), days, (offset, length) => {
        const planned = { startsOn: dayAfter(offset), endsOn: dayAfter(offset + length) };
        const { poc, event } = startPoc(stateOf(planned), BY);
        expect(poc.startsOn).toBe(BY.today);
        expect(daysBetween(poc.startsOn, poc.endsOn)).toBe(length);
        expect(event).toEqual({ kind: "started", days: 0 - offset });
      }),
    );
  });

  test("move only forward when it is extended, and not into the past", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20, max: 300 }), fc.boolean(), (length, to, done) => {
        const state = stateOf({
          status: done ? "completed" : "in_progress",
          startsOn: dayAfter(-10),
          endsOn: dayAfter(length - 10),
        });
        const legal = to >= 0 && (done || to > length - 10);
        if (!legal) {
          expect(() => extendPoc(state, dayAfter(to), "why", BY)).toThrow(AppError);
          return;
        }
        const { poc, event } = extendPoc(state, dayAfter(to), "why", BY);
        expect(poc.endsOn).toBe(dayAfter(to));
        expect(poc.completedAt).toBeNull();
        expect(event).toMatchObject({ kind: "extended", reason: "why", reopened: done });
      }),
    );
  });

  test.each([
    ["", "2027-01-08", "An extension needs a reason."],
    ["why", "2026-11-17", "That day is over."],
    ["why", "2026-12-23", "That is no later than it ends now."],
    ["why", "2028-12-23", "It would run 759 days; a year is the most."],
  ])("%j until %s is refused: %s", (reason, to, words) => {
    const state = stateOf({ status: "in_progress" });
    expect(refusal(() => extendPoc(state, asDay(to), reason, BY)).message).toBe(words);
  });
});

describe("a grade", () => {
  const running = (...criteria: Parameters<typeof criteriaOf>) =>
    stateOf({ status: "in_progress" }, criteriaOf(...criteria));

  test("changes its criterion and no other, and keeps note and evidence unless new ones are given", () => {
    const first = gradeCriterion(
      running("not_tested", "met"),
      { n: 1, grade: "partly", note: " slow ", evidenceUrl: "https://x.example" },
      BY,
    );
    expect(first.criteria[0]).toMatchObject({ grade: "partly", note: "slow", gradedBy: 7 });
    const again = gradeCriterion(
      { ...running(), criteria: first.criteria },
      { n: 1, grade: "met" },
      BY,
    );
    expect(again.criteria[0]).toMatchObject({ grade: "met", note: "slow" });
    expect(again.criteria[1]).toBe(first.criteria[1]);
    expect(again.event).toMatchObject({ kind: "graded", from: "partly" });
  });

  test("that says nothing new changes nothing", () => {
    expect(gradeCriterion(running("met"), { n: 1, grade: "met" }, BY).event).toBeNull();
  });

  test("of a criterion that is not there is refused", () => {
    const { message, hint } = refusal(() =>
      gradeCriterion(running("met"), { n: 2, grade: "met" }, BY),
    );
    expect(`${message} ${hint}`).toBe(
      "There is no criterion 2. Its criteria are counted from 1 to 1.",
    );
  });
});

describe("a decision", () => {
  const completed = (...grades: Parameters<typeof criteriaOf>) =>
    stateOf({ status: "completed" }, criteriaOf(...grades));

  test("to accept needs every must-have met, or the customer's written word: whatever the grades", () => {
    const grade = fc.constantFrom(
      "met",
      "partly",
      "not_met",
      "not_tested",
      "!met",
      "!partly",
      "!not_met",
      "!not_tested" as const,
    );
    const word = fc.constantFrom(undefined, "", "  ", "We accept.");
    fc.assert(
      fc.property(fc.array(grade, { maxLength: 8 }), word, (grades, text) => {
        const state = completed(...(grades as Parameters<typeof criteriaOf>));
        const met = state.criteria.every((one) => !one.mustHave || one.grade === "met");
        if (met || text?.trim()) {
          const { poc } = acceptPoc(state, { text, url: "https://x.example" }, BY);
          expect(poc).toMatchObject({
            status: "accepted",
            decidedBy: 7,
            acceptance: text?.trim() || null,
          });
        } else expect(() => acceptPoc(state, { text }, BY)).toThrow(/not met: “Criterion/);
      }),
    );
  });

  test("to accept names the must-haves in the way", () => {
    const { message } = refusal(() =>
      acceptPoc(completed("!partly", "not_met", "!not_tested"), {}, BY),
    );
    expect(message).toBe(
      "2 must-haves are not met: “Criterion 1” (partly met) and “Criterion 3” (not tested).",
    );
  });

  test("to reject needs a reason", () => {
    expect(refusal(() => rejectPoc(completed("met"), " ", BY)).message).toBe(
      "A rejection needs a reason.",
    );
    expect(rejectPoc(completed("met"), " too slow ", BY).poc.decisionNote).toBe("too slow");
    expect(aPoc().decisionNote).toBeNull();
  });
});
