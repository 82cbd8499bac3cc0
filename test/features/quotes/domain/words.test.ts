import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstDraft } from "../../../../src/features/quotes/domain/auto-draft.ts";
import { discountWords, parseDiscount } from "../../../../src/features/quotes/domain/discount.ts";
import {
  estimateValue,
  pricingModel,
  valueDrivers,
} from "../../../../src/features/quotes/domain/guidance.ts";
import { checkAct, LEGAL, QUOTE_ACTS } from "../../../../src/features/quotes/domain/life.ts";
import type { Product } from "../../../../src/features/quotes/domain/product.ts";
import { formatQuantity, parseQuantity } from "../../../../src/features/quotes/domain/quantity.ts";
import { QUOTE_STATUSES } from "../../../../src/features/quotes/domain/quote.ts";
import { formatTenths, reckonRoi } from "../../../../src/features/quotes/domain/roi.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("quantities", () => {
  test.each([
    ["12", 12_000],
    ["2.5", 2500],
    ["0,125", 125],
    ["1,200", 1_200_000],
    ["1,200.5", 1_200_500],
    [" 3 ", 3000],
  ])("%s", (text, thousandths) => {
    expect(parseQuantity(text)).toBe(thousandths);
  });
  test.each([
    ["0", "more than zero"],
    ["0.0004", "three decimals"],
    ["-1", "can't read"],
    ["many", "can't read"],
    ["9999999999", "more than any quote"],
  ])("%s is refused", (text, words) => {
    expect(() => parseQuantity(text)).toThrow(words);
  });
  test("read as they are printed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (n) => {
        expect(parseQuantity(formatQuantity(n))).toBe(n);
      }),
    );
  });
});

describe("discounts as people write them", () => {
  test.each([
    ["10%", { kind: "percent", basisPoints: 1000 }],
    ["12,5 %", { kind: "percent", basisPoints: 1250 }],
    ["0.01 %", { kind: "percent", basisPoints: 1 }],
    ["500", { kind: "amount", amount: eur(50_000) }],
    ["1.5k EUR", { kind: "amount", amount: eur(150_000) }],
    ["none", null],
    ["0 %", null],
  ])("%s", (text, discount) => expect(parseDiscount(text, "EUR")).toEqual(discount));
  test.each([
    ["101 %", "more than everything"],
    ["1.234 %", "two decimals"],
    ["5 USD", "in USD"],
    ["%", "can't read"],
    ["ten", "can't read"],
  ])("%s is refused", (text, words) => {
    expect(() => parseDiscount(text, "EUR")).toThrow(words);
  });
  test("read as they are printed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc
            .integer({ min: 1, max: 10_000 })
            .map((basisPoints) => ({ kind: "percent" as const, basisPoints })),
          fc
            .integer({ min: 1, max: 1_000_000_000 })
            .map((minor) => ({ kind: "amount" as const, amount: eur(minor) })),
        ),
        (discount) => {
          expect(parseDiscount(discountWords(discount), "EUR")).toEqual(discount);
        },
      ),
    );
  });
});

describe("the life of a version", () => {
  const cases = QUOTE_ACTS.flatMap((act) => QUOTE_STATUSES.map((status) => ({ act, status })));
  test.each(cases)("$status: $act", ({ act, status }) => {
    const legal = LEGAL[act].includes(status);
    const check = () => checkAct({ id: 3, version: 1, status }, act);
    if (legal) expect(check).not.toThrow();
    else expect(check).toThrow(/ is \w+ already\.$|so it can't be/);
  });
});

describe("the first draft of a deal", () => {
  const product = (over: Partial<Product>): Product => ({
    id: 1,
    name: "Platform",
    series: null,
    price: 4000,
    currency: "EUR",
    unit: "user",
    billing: "month",
    termMonths: 24,
    description: null,
    active: true,
    ...over,
  });
  test("has its products at catalogue prices, and says what it could not price", () => {
    const draft = firstDraft(
      { amount: eur(5_000_000), products: ["Platform", "Setup", "Old"] },
      [
        product({}),
        product({ id: 2, name: "Setup", price: null }),
        product({ id: 3, name: "Old", active: false }),
      ],
      "EUR",
    );
    expect(draft.lines).toMatchObject([
      {
        productId: 1,
        unitPrice: 4000,
        listPrice: 4000,
        billing: "month",
        periods: 24,
        quantity: 1000,
      },
    ]);
    expect(draft.unpriced).toEqual(["Setup", "Old"]);
  });
  test("is one line with the deal's amount where the catalogue knows no price in its currency", () => {
    const draft = firstDraft(
      { amount: { minor: 900, currency: "JPY" }, products: ["Platform"] },
      [product({})],
      "EUR",
    );
    expect(draft).toMatchObject({
      currency: "JPY",
      lines: [{ text: "Platform", productId: null, unitPrice: 900 }],
    });
  });
  test("is nothing without either", () => {
    expect(firstDraft({ amount: null, products: [] }, [], "EUR").lines).toEqual([]);
  });
});

describe("the return on a purchase", () => {
  const reckon = (cost: number, saving: number, price: number, termMonths: number) =>
    reckonRoi({
      costPerYear: eur(cost),
      savingBasisPoints: saving * 100,
      price: eur(price),
      termMonths,
    });
  test("120,000 a year, half of it saved, for 40,000 a year", () => {
    const roi = reckon(12_000_000, 50, 4_000_000, 12);
    expect(roi).toMatchObject({
      savingPerYear: eur(6_000_000),
      pricePerYear: eur(4_000_000),
      paybackTenths: 80,
      roiTenths: 500,
      netThreeYears: eur(6_000_000),
    });
    expect(roi.quarters[3]).toEqual({ saved: eur(6_000_000), paid: eur(4_000_000) });
    expect(roi.quarters[4]).toEqual({ saved: eur(7_500_000), paid: eur(8_000_000) });
  });
  test("may be a loss, and may never pay back", () => {
    expect(reckon(1_000_000, 10, 4_000_000, 12).roiTenths).toBe(-975);
    expect(reckon(0, 10, 4_000_000, 12)).toMatchObject({ paybackTenths: null, roiTenths: -1000 });
    expect(formatTenths(-975)).toBe("-97.5");
  });
  test("three years are three years, whatever the term", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 1_000_000_000 }),
        (cost, saving, perYear) => {
          expect(reckon(cost, saving, perYear * 2, 24).netThreeYears).toEqual(
            reckon(cost, saving, perYear, 12).netThreeYears,
          );
        },
      ),
    );
  });
  test.each([
    [eur(0), "above zero"],
    [{ minor: 5, currency: "USD" }, "in EUR and the price in USD"],
  ])("a price of %j is refused", (price, words) => {
    expect(() =>
      reckonRoi({ costPerYear: eur(1), savingBasisPoints: 1, price, termMonths: 12 }),
    ).toThrow(words);
  });
});

describe("pricing guidance", () => {
  const won = (minor: number, like: { sharesProduct?: boolean; sameSector?: boolean } = {}) => ({
    amount: eur(minor),
    sharesProduct: false,
    sameSector: false,
    ...like,
  });
  test("the median of the likest won deals of which there are three", () => {
    const all = [won(100), won(200), won(900)];
    expect(estimateValue(all)).toEqual({ value: eur(200), deals: 3, like: "all" });
    const sector = [
      won(5, { sameSector: true }),
      won(7, { sameSector: true }),
      won(6, { sameSector: true }),
    ];
    expect(estimateValue([...all, ...sector])).toEqual({ value: eur(6), deals: 3, like: "sector" });
    const product = [1, 2, 3, 4].map((n) => won(n, { sharesProduct: true }));
    expect(estimateValue([...all, ...sector, ...product])).toEqual({
      value: eur(2),
      deals: 4,
      like: "product",
    });
    expect(estimateValue([won(1), won(2)])).toBeNull();
  });
  test.each([
    [
      {
        amountInBase: 900_000,
        requirements: [{ text: "Two million API calls a day at peak", category: "technical" }],
      },
      "usage_based",
      "API calls",
    ],
    [{ amountInBase: 100_000, requirements: [] }, "enterprise", "size"],
    [
      {
        amountInBase: null,
        requirements: ["security", "compliance", "integration"].map((category) => ({
          text: category,
          category,
        })),
      },
      "enterprise",
      "all asked for",
    ],
    [
      { amountInBase: 99_999, requirements: [{ text: "Single sign-on", category: "security" }] },
      "subscription",
      "easy to compare",
    ],
  ])("%j", (facts, model, words) => {
    const chosen = pricingModel({ ...facts, challenges: [] });
    expect(chosen.model).toBe(model);
    expect(chosen.reason).toContain(words);
  });
  test("what they would pay for: the worst challenges first, each once", () => {
    const drivers = valueDrivers(
      {
        challenges: [
          { text: "Slow", severity: "low" },
          { text: "Down", severity: "high" },
        ],
        requirements: [
          { text: "slow", category: null },
          { text: "SSO", category: "security" },
        ],
      },
      3,
    );
    expect(drivers.map(({ text, why }) => `${text} (${why})`)).toEqual([
      "Down (high challenge)",
      "Slow (low challenge)",
      "SSO (security requirement)",
    ]);
  });
});
