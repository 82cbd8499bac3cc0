import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { DealRow } from "../../../../src/features/forecast/domain/model/features.ts";
import { predict } from "../../../../src/features/forecast/domain/model/predict.ts";
import { explain } from "../../../../src/features/forecast/domain/model/reasons.ts";
import { trainWinModel } from "../../../../src/features/forecast/domain/model/train.ts";
import {
  isTrusted,
  readWinModel,
  type WinModel,
} from "../../../../src/features/forecast/domain/model/win-model.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { madeUpDeals, SCHEMA } from "./made-up-deals.ts";

const anyDeal: fc.Arbitrary<DealRow> = fc.record(
  {
    source: fc.option(fc.oneof(fc.constantFrom("referral", "web"), fc.string())),
    amount: fc.option(fc.double()),
    age: fc.option(fc.double({ min: -1e6, max: 1e6 })),
    unknown: fc.string(),
  },
  { requiredKeys: [] },
);

const { rows, won } = madeUpDeals(600);
const models: Record<string, WinModel> = {};
beforeAll(() => {
  for (const learner of ["trees", "logistic", "best"] as const)
    models[learner] = trainWinModel(rows, won, { schema: SCHEMA, learner });
});
const model = (learner = "best") => models[learner] as WinModel;

describe.each(["trees", "logistic"])("a model of %s", (learner) => {
  test("gives every deal, however odd, a chance above 0 and below 1, the same alone as among others", () => {
    fc.assert(
      fc.property(fc.array(anyDeal, { minLength: 1, maxLength: 12 }), (deals) => {
        const together = predict(model(learner), deals);
        for (const [at, deal] of deals.entries()) {
          expect(together[at]).toBeGreaterThan(0);
          expect(together[at]).toBeLessThan(1);
          expect(predict(model(learner), [deal])[0]).toBe(together[at]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("explains a deal by shares that sum to its log-odds, at most three facts, the strongest first", () => {
    fc.assert(
      fc.property(anyDeal, (deal) => {
        const { contributions, margin, base, probability, reasons } = explain(model(learner), deal);
        const sum = contributions.reduce((all, one) => all + one.margin, base);
        expect(sum).toBeCloseTo(margin, 6);
        expect(probability).toBe(predict(model(learner), [deal])[0]);
        const effects = reasons.map(({ effect }) => Math.abs(effect));
        expect(effects.length).toBeLessThanOrEqual(3);
        expect(effects).toEqual(effects.toSorted((a, b) => b - a));
        for (const effect of effects) expect(effect).toBeLessThanOrEqual(100);
      }),
      { numRuns: 60 },
    );
  });

  test("finds what made the deals won", () => {
    const [good = 0, poor = 0] = predict(model(learner), [
      { source: "referral", amount: 20_000, age: 20 },
      { source: "web", amount: 20_000, age: 180 },
    ]);
    expect(good).toBeGreaterThan(0.85);
    expect(poor).toBeLessThan(0.25);
    const { reasons } = explain(model(learner), { source: "referral", amount: 20_000, age: 20 });
    expect(reasons[0]?.effect).toBeGreaterThan(0);
    expect(
      reasons
        .map(({ feature }) => feature)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(["age", "source"]);
    expect(reasons.find(({ feature }) => feature === "source")?.value).toBe("referral");
  });

  test("survives storage as JSON and says the same afterwards", () => {
    const stored = readWinModel(JSON.parse(JSON.stringify(model(learner))));
    expect(stored).toEqual(model(learner));
    expect(predict(stored, rows)).toEqual(predict(model(learner), rows));
  });
});

describe("a trained model", () => {
  test("is the same for the same deals and seed", () => {
    expect(trainWinModel(rows, won, { schema: SCHEMA })).toEqual(model());
    const other = trainWinModel(rows, won, { schema: SCHEMA, seed: 2, learner: "trees" });
    expect(other.learner).not.toEqual(model("trees").learner);
  });

  test("says what it saw and how well it did on deals it did not", () => {
    expect(model().trained).toEqual({
      rows: 600,
      deals: 600,
      wonRows: won.filter(Boolean).length,
      from: null,
      to: null,
    });
    expect(model().ranges.find(({ feature }) => feature === "source")).toMatchObject({ levels: 3 });
    const [scores] = model().heldOut;
    expect(scores?.how).toBe("folds");
    expect(scores?.model.auc).toBeGreaterThan(0.75);
    expect(scores?.model.logLoss).toBeLessThan(scores?.stageRates.logLoss ?? 0);
    expect(isTrusted(model())).toBe(true);
  });

  test("is judged by what followed its past when times are known", () => {
    const asOf = rows.map((_, row) => row);
    const timed = trainWinModel(rows, won, {
      schema: SCHEMA,
      times: { asOf, known: asOf.map((day) => day + 10) },
      learner: "logistic",
    });
    expect(timed.trained).toMatchObject({ from: 10, to: 609 });
    const later = timed.heldOut.find(({ how }) => how === "later");
    // The quarter of the deals that was looked at last; the ten before it were not decided yet.
    expect(later?.model.rows).toBe(150);
    expect(isTrusted(timed)).toBe(later?.verdict.better);
  });

  test("is judged by folds alone when nothing had ended by the day that parts its past", () => {
    const { heldOut } = trainWinModel(rows.slice(0, 200), won.slice(0, 200), {
      schema: SCHEMA,
      times: { asOf: rows.slice(0, 200).map((_, row) => row), known: Array(200).fill(200) },
      learner: "logistic",
    });
    expect(heldOut.map(({ how }) => how)).toEqual(["folds"]);
  });

  test("is not trusted when the stage says all there is to say", () => {
    const stages = rows.map((_, row) => ["early", "late"][row % 2] ?? "early");
    const outcomes = rows.map((_, row) => (row % 20 < 3 ? row % 2 === 0 : row % 2 === 1));
    const staged = trainWinModel(
      stages.map((stage) => ({ stage })),
      outcomes,
      { schema: [{ name: "stage", kind: "category" }], stages },
    );
    expect(staged.heldOut[0]?.stageRates.auc).toBeGreaterThan(0.8);
    expect(isTrusted(staged)).toBe(false);
  });

  test("of another version is refused in words", () => {
    const old = { ...model(), version: 0 };
    expect(refusal(() => readWinModel(old))).toMatch(/made by another version.*Train it again/);
    expect(refusal(() => readWinModel(null))).toMatch(/^conflict/);
  });
});

describe("a past with little to learn from", () => {
  const train = (deals: readonly DealRow[], outcomes: readonly boolean[]) =>
    trainWinModel(deals, outcomes, { schema: SCHEMA });

  test.each([
    ["one deal", rows.slice(0, 1), [true], 2 / 3],
    ["a dozen deals", rows.slice(0, 12), won.slice(0, 12).map((_, at) => at < 4), 5 / 14],
    ["only won deals", rows.slice(0, 98), Array(98).fill(true), 0.99],
    ["only lost deals", rows.slice(0, 98), Array(98).fill(false), 0.01],
    [
      "deals of which nothing is known",
      rows.map(() => ({})),
      won.map((_, at) => at < 150),
      151 / 602,
    ],
    [
      "deals that are all alike",
      rows.map(() => ({ age: 3 })),
      won.map((_, at) => at < 150),
      151 / 602,
    ],
  ])(
    "%s: every deal gets the win rate, and the model isn't trusted",
    (_, deals, outcomes, rate) => {
      const small = train(deals, outcomes);
      expect(small.learner.kind).toBe("rate");
      for (const probability of predict(small, [{}, ...rows.slice(0, 5)]))
        expect(probability).toBeCloseTo(rate, 12);
      expect(explain(small, rows[0] ?? {})).toMatchObject({ reasons: [] });
      expect(isTrusted(small)).toBe(false);
    },
  );

  test("no deal at all, or lists of different lengths, are refused in words", () => {
    expect(refusal(() => train([], []))).toMatch(/no closed deal to learn from/);
    expect(refusal(() => train(rows.slice(0, 3), [true]))).toMatch(
      /3 rows, but 1 entries in “outcomes”/,
    );
  });
});
