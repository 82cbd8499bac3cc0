import { describe, expect, test } from "vitest";
import type {
  DealRow,
  FeatureSchema,
} from "../../../../src/features/forecast/domain/model/features.ts";
import { predict } from "../../../../src/features/forecast/domain/model/predict.ts";
import { explain } from "../../../../src/features/forecast/domain/model/reasons.ts";
import { trainWinModel } from "../../../../src/features/forecast/domain/model/train.ts";
import { madeUpDeals, SCHEMA } from "./made-up-deals.ts";

const { rows, won } = madeUpDeals(400);

describe("what is known only after closing", () => {
  const schema: FeatureSchema = [
    ...SCHEMA,
    { name: "reason lost", kind: "category", knownFrom: "close" },
    { name: "final price", kind: "money", knownFrom: "close" },
  ];
  const planted = rows.map(
    (row, at): DealRow => ({
      ...row,
      "reason lost": won[at] ? null : "price",
      "final price": won[at] ? 40_000 : 0,
    }),
  );
  const model = trainWinModel(planted, won, { schema });

  test("is refused by name, and the model is the one without it", () => {
    expect(model.refused).toEqual([
      { feature: "reason lost", why: "known only after closing" },
      { feature: "final price", why: "known only after closing" },
    ]);
    expect(model.schema).toEqual(SCHEMA);
    expect({ ...model, refused: [] }).toEqual(trainWinModel(rows, won, { schema: SCHEMA }));
  });

  test("changes no prediction and is never a reason", () => {
    expect(predict(model, planted)).toEqual(predict(model, rows));
    for (const row of planted.slice(0, 20))
      for (const { feature } of explain(model, row, 10).reasons)
        expect(["source", "amount", "age"]).toContain(feature);
  });

  test("would have been seen: without the mark the same feature gives the answer away", () => {
    const unmarked = schema.map(({ name, kind }) => ({ name, kind }));
    const told = trainWinModel(planted, won, { schema: unmarked });
    expect(told.heldOut[0]?.model.auc).toBeGreaterThan(0.99);
    expect(model.heldOut[0]?.model.auc).toBeLessThan(0.9);
  });
});

test("the number of a deal is no feature, though nobody marked it", () => {
  const numbered = rows.map((row, at) => ({ ...row, id: `D-${at}` }));
  const model = trainWinModel(numbered, won, {
    schema: [...SCHEMA, { name: "id", kind: "category" }],
  });
  expect(model.refused).toEqual([{ feature: "id", why: "another value in nearly every deal" }]);
});

test("snapshots of one deal never stand on both sides: knowing a deal by heart earns nothing", () => {
  // Every deal has a fingerprint and six snapshots; its outcome is a coin.
  const deals = Array.from({ length: 150 }, (_, deal) => deal);
  const snapshots = deals.flatMap((deal) => Array(6).fill({ fingerprint: (deal * 7919) % 150 }));
  const coins = deals.flatMap((deal) => Array<boolean>(6).fill((deal * 31) % 97 < 40));
  const schema: FeatureSchema = [{ name: "fingerprint", kind: "number" }];
  const auc = (groups?: number[]) =>
    trainWinModel(snapshots, coins, { schema, groups, learner: "trees" }).heldOut[0]?.model.auc;
  expect(auc(snapshots.map((_, row) => Math.floor(row / 6)))).toBeLessThan(0.6);
  expect(auc()).toBeGreaterThan(0.8);
});
