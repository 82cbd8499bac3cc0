import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMoney,
  asMoney,
  compareMoney,
  currencyDigits,
  isCurrency,
  moneySchema,
  share,
  subtractMoney,
  sumMoney,
} from "../../../src/kernel/money.ts";
import { refusal } from "../refusal.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const usd = (minor: number) => ({ minor, currency: "USD" });
const cents = fc.integer({ min: -1e12, max: 1e12 });
const amount = fc.record({ minor: cents, currency: fc.constantFrom("EUR", "USD", "JPY") });

describe("currencies", () => {
  test.each(["EUR", "USD", "JPY", "KWD", "CHF"])("%s is one", (code) => {
    expect(isCurrency(code)).toBe(true);
  });
  test.each(["eur", "EU", "EURO", "ZZZ", "", "$"])("%j is none", (code) => {
    expect(isCurrency(code)).toBe(false);
  });
  test.each([
    ["EUR", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["CLF", 4],
    // ISO's own, where Intl says what shops print: 0.
    ["HUF", 2],
    ["IQD", 3],
  ])("%s has %d decimals", (code, digits) => {
    expect(currencyDigits(code)).toBe(digits);
  });
});

describe("sums", () => {
  test("add and subtract in one currency", () => {
    expect(addMoney(eur(10), eur(20))).toEqual(eur(30));
    expect(subtractMoney(eur(10), eur(30))).toEqual(eur(-20));
  });
  test("never mix currencies", () => {
    for (const act of [addMoney, subtractMoney, compareMoney])
      expect(refusal(() => act(eur(1), usd(1)))).toMatch(/^rule_broken: .*EUR and USD/);
  });
  test("leave the safe integers with an error, not with a wrong cent", () => {
    expect(() => addMoney(eur(Number.MAX_SAFE_INTEGER), eur(1))).toThrow(RangeError);
    expect(() => asMoney(0.5, "EUR")).toThrow(RangeError);
  });
  test("have one total for each currency, that of most amounts first, then by code", () => {
    expect(sumMoney([usd(1), eur(2), usd(3), asMoney(5, "CHF")])).toEqual([
      usd(4),
      asMoney(5, "CHF"),
      eur(2),
    ]);
    expect(sumMoney([])).toEqual([]);
  });
  test("don't depend on how the list is split", () => {
    fc.assert(
      fc.property(fc.array(amount), fc.array(amount), (a, b) => {
        const byCode = (totals: { currency: string }[]) =>
          totals.toSorted((x, y) => (x.currency < y.currency ? -1 : 1));
        expect(byCode(sumMoney([...sumMoney(a), ...sumMoney(b)]))).toEqual(
          byCode(sumMoney([...a, ...b])),
        );
      }),
    );
  });
  test("order amounts as their minor units are", () => {
    expect([eur(3), eur(-1), eur(2)].sort(compareMoney)).toEqual([eur(-1), eur(2), eur(3)]);
  });
});

describe("a share", () => {
  test.each([
    [10_000, 50, 5_000],
    [10_000, 0, 0],
    [10_000, 100, 10_000],
    [10_000, 33.33, 3_333],
    [1, 50, 1],
    [1, 49.99, 0],
    [-1, 50, -1],
    [333, 12.5, 42],
    [9_007_199_254_740_991, 99.99, 9_006_298_534_815_517],
  ])("of %d at %d %% is %d, half a cent rounded away from zero", (minor, percent, expected) => {
    expect(share(eur(minor), percent)).toEqual(eur(expected));
  });
  test.each([-1, 100.01, 33.333, Number.NaN, Number.POSITIVE_INFINITY])(
    "at %d %% is a bug",
    (p) => {
      expect(() => share(eur(100), p)).toThrow(RangeError);
    },
  );
  test("is never more than the amount, and grows with the percentage", () => {
    const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(fc.nat(1e15), percent, percent, (minor, a, b) => {
        const [low, high] = [share(eur(minor), Math.min(a, b)), share(eur(minor), Math.max(a, b))];
        expect(low.minor).toBeLessThanOrEqual(high.minor);
        expect(high.minor).toBeLessThanOrEqual(minor);
        expect(low.minor).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test("money from outside the process is checked", () => {
  expect(moneySchema.safeParse(eur(5)).success).toBe(true);
  for (const wrong of [
    { minor: 0.5, currency: "EUR" },
    { minor: 1e16, currency: "EUR" },
    { minor: 1, currency: "eur" },
    { minor: 1 },
  ])
    expect(moneySchema.safeParse(wrong).success).toBe(false);
});
