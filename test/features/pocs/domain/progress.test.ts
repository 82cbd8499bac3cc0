import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GRADES } from "../../../../src/features/pocs/domain/poc.ts";
import { pocHealth, progressOf } from "../../../../src/features/pocs/domain/progress.ts";
import { remindersOf, stillHolds } from "../../../../src/features/pocs/domain/reminders.ts";
import { progressBar } from "../../../../src/features/pocs/views/progress.ts";
import { addDays, asDay } from "../../../../src/kernel/dates.ts";
import { aPoc, criteriaOf } from "./a-poc.ts";

const criterion = fc.record({ grade: fc.constantFrom(...GRADES), mustHave: fc.boolean() });

describe("progress", () => {
  test("counts every criterion once, and draws a box for each", () => {
    fc.assert(
      fc.property(fc.array(criterion, { maxLength: 12 }), (criteria) => {
        const progress = progressOf(criteria);
        expect(GRADES.reduce((sum, grade) => sum + progress[grade], 0)).toBe(criteria.length);
        expect(progress.mustHavesMet).toBeLessThanOrEqual(progress.mustHaves);
        expect(progressBar(progress).text.match(/[■◧□]/g) ?? []).toHaveLength(criteria.length);
      }),
    );
  });

  test("reads as a sentence", () => {
    expect(
      progressBar(progressOf(criteriaOf("!met", "partly", "!not_met", "not_tested"))).text,
    ).toBe("■◧□□ 1 of 4 criteria met, 1 partly, 1 not met, 1 not tested · must-haves 1 of 2");
  });
});

describe("a proof of concept is failing", () => {
  const today = asDay("2026-12-01");
  const late = { endsOn: asDay("2026-11-30") };
  test.each([
    ["running, all well", {}, criteriaOf("!met"), []],
    ["running, on its last day", { endsOn: today }, criteriaOf("!met"), []],
    ["running, past its end", late, criteriaOf("!met"), ["past_its_end"]],
    ["a must-have not met", {}, criteriaOf("!not_met"), ["must_have_not_met"]],
    ["a nice-to-have not met", {}, criteriaOf("!met", "not_met"), []],
    ["a must-have partly met", {}, criteriaOf("!partly"), []],
    ["both", late, criteriaOf("!not_met"), ["must_have_not_met", "past_its_end"]],
  ])("%s", (_, over, criteria, problems) => {
    const poc = aPoc({ status: "in_progress", ...over });
    expect(pocHealth(poc, criteria, today)).toEqual({ failing: problems.length > 0, problems });
  });

  test("also completed with a must-have not met, and never before it starts or once it is decided", () => {
    const failing = (status: "planned" | "completed" | "accepted" | "rejected") =>
      pocHealth(aPoc({ status, ...late }), criteriaOf("!not_met"), today).problems;
    expect(failing("completed")).toEqual(["must_have_not_met"]);
    expect([failing("planned"), failing("accepted"), failing("rejected")]).toEqual([[], [], []]);
  });
});

describe("reminders", () => {
  const from = (status: "planned" | "in_progress" | "completed", days: number, today = 0) => {
    const startsOn = asDay("2026-12-01");
    const dates = { status, startsOn, endsOn: addDays(startsOn, days) };
    return remindersOf(dates, addDays(startsOn, today)).map(
      ({ kind, on }) => `${kind} ${on.slice(5)}`,
    );
  };
  test("come at half time, a week and a day before the end", () => {
    expect(from("in_progress", 28)).toEqual([
      "half_time 12-15",
      "week_before_end 12-22",
      "day_before_end 12-28",
    ]);
  });
  test("of one day become the one closer to the end", () => {
    expect(from("in_progress", 14)).toEqual(["week_before_end 12-08", "day_before_end 12-14"]);
    expect(from("in_progress", 2)).toEqual(["day_before_end 12-02"]);
    expect(from("in_progress", 1)).toEqual([]);
  });
  test("are only those still to come, and none once it is completed", () => {
    expect(from("in_progress", 28, 20)).toEqual(["week_before_end 12-22", "day_before_end 12-28"]);
    expect(from("planned", 28)).toEqual(["start 12-01"]);
    expect(from("planned", 28, 1)).toEqual([]);
    expect(from("completed", 28)).toEqual([]);
  });
  test("never come twice a day, nor outside of its time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 366 }),
        fc.integer({ min: 0, max: 366 }),
        (length, at) => {
          const startsOn = asDay("2026-12-01");
          const poc = {
            status: "in_progress" as const,
            startsOn,
            endsOn: addDays(startsOn, length),
          };
          const today = addDays(startsOn, at);
          const all = remindersOf(poc, today);
          expect(new Set(all.map((one) => one.on)).size).toBe(all.length);
          for (const one of all) {
            expect(one.on > startsOn && one.on < poc.endsOn && one.on >= today).toBe(true);
            expect(stillHolds(poc, one)).toBe(true);
            expect(stillHolds({ ...poc, endsOn: addDays(poc.endsOn, 40) }, one)).toBe(false);
            expect(stillHolds({ ...poc, status: "completed" }, one)).toBe(false);
          }
        },
      ),
    );
  });
});
