import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode, fitEncoding } from "../../../../src/features/forecast/domain/model/encoding.ts";
import {
  type DealRow,
  type FeatureSchema,
  tableOf,
} from "../../../../src/features/forecast/domain/model/features.ts";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";
import { refusal } from "../../../kernel/refusal.ts";

const ACCOUNTS: FeatureSchema = [{ name: "account", kind: "category" }];

function fitted(schema: FeatureSchema, rows: readonly DealRow[], won: readonly number[]) {
  const groups = Int32Array.from(rows, (_, row) => row);
  const { encodings, matrix } = fitEncoding(tableOf(schema, rows), Uint8Array.from(won), groups, 1);
  const column = (as: string) => matrix.columns[encodings.findIndex((one) => one.as === as)];
  const told = (as: string, row: DealRow) =>
    encode(encodings, tableOf(schema, [row])).columns[
      encodings.findIndex((one) => one.as === as)
    ]?.[0];
  return { column, told };
}

describe("a category with many levels", () => {
  const random = seededRandom(2);
  const rows = Array.from({ length: 1200 }, (_, row) => ({ account: `Account ${row % 40}` }));
  const won = rows.map(() => (random() < 0.3 ? 1 : 0));
  const { column, told } = fitted(ACCOUNTS, rows, won);

  test("a training row is told the record of other deals: rates of noise don't give its outcome away", () => {
    const gap = (rates: readonly number[]) => {
      const mean = (outcome: number) => {
        const of = rates.filter((_, row) => won[row] === outcome);
        return of.reduce((sum, rate) => sum + rate, 0) / of.length;
      };
      return mean(1) - mean(0);
    };
    // The same rates with each row's own outcome in them are higher for won deals: that is the leak.
    expect(gap(rows.map((row) => told("rate", row) ?? Number.NaN))).toBeGreaterThan(0.01);
    expect(gap([...(column("rate") ?? [])])).toBeLessThan(0.003);
  });

  test("an unseen, rare or missing level is missing, and familiar to no degree", () => {
    const { told } = fitted(ACCOUNTS, [...rows, { account: "Only once" }], [...won, 1]);
    expect(told("rate", { account: "Account 3" })).toBeGreaterThan(0);
    for (const account of ["Never seen", "Only once", null])
      expect(told("rate", { account })).toBeNaN();
    expect(told("familiarity", { account: "Never seen" })).toBe(0);
    expect(told("familiarity", { account: "Account 3" })).toBeCloseTo(Math.log2(31), 12);
    expect(told("familiarity", {})).toBeNaN();
  });
});

describe("an amount", () => {
  const schema: FeatureSchema = [{ name: "amount", kind: "money" }];
  const rows = [50_000, 50_000, 50_000, 48_317, null].map((amount) => ({ amount }));
  const { column, told } = fitted(schema, rows, [1, 0, 0, 1, 0]);

  test("says how many other deals had exactly it, leaving its own out", () => {
    expect([...(column("commonness") ?? [])]).toEqual([
      Math.log2(3),
      Math.log2(3),
      Math.log2(3),
      0,
      NaN,
    ]);
    expect(told("commonness", { amount: 50_000 })).toBe(2);
    expect(told("commonness", { amount: 48_317 })).toBe(1);
    expect(told("commonness", { amount: 7 })).toBe(0);
  });

  test.each([
    [50_000, 4],
    [48_317, 0],
    [1_230, 1],
    [0, 9],
    [99.95, 0],
    [-2_000, 3],
    [5e12, 9],
  ])("%d ends in %i zeros", (amount, zeros) => {
    expect(told("roundness", { amount })).toBe(zeros);
  });

  test("ten snapshots of one deal make its amount no more common", () => {
    const table = tableOf(schema, Array(10).fill({ amount: 500 }));
    const { matrix } = fitEncoding(table, new Uint8Array(10), new Int32Array(10), 1);
    expect(matrix.columns[2]?.[0]).toBe(0);
  });
});

describe("a table", () => {
  test("takes any names and texts of categories, and gives each row what it would alone", () => {
    const texts = fc.array(fc.option(fc.constantFrom("__proto__", "constructor", "", "a", "b")), {
      minLength: 8,
      maxLength: 40,
    });
    const schema: FeatureSchema = [{ name: "__proto__", kind: "category" }];
    fc.assert(
      fc.property(texts, (list) => {
        const rows = list.map((text): DealRow => ({ ["__proto__"]: text }));
        const table = tableOf(schema, rows);
        const groups = Int32Array.from(rows, (_, row) => row);
        const won = Uint8Array.from(rows, (_, row) => row % 2);
        const { encodings } = fitEncoding(table, won, groups, 1);
        const together = encode(encodings, table).columns[0];
        for (const [at, row] of rows.entries())
          expect(encode(encodings, tableOf(schema, [row])).columns[0]?.[0]).toEqual(together?.[at]);
      }),
      { numRuns: 20 },
    );
  });

  test("says which number is a text, and which name comes twice", () => {
    const age = { name: "age", kind: "number" } as const;
    expect(refusal(() => tableOf([age], [{ age: 3 }, { age: "old" }]))).toMatch(
      /“age” is a number feature, but row 2 holds the text “old”/,
    );
    expect(refusal(() => tableOf([age, age], []))).toMatch(/names the feature “age” twice/);
  });
});
