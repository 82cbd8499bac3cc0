import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addLine,
  editLine,
  lineState,
  removeLine,
  setDiscount,
} from "../../../../src/features/quotes/domain/edit.ts";
import type { Discount } from "../../../../src/features/quotes/domain/line.ts";
import {
  approvalNeed,
  checkMaximum,
  type DiscountPolicy,
  isOverMaximum,
  lowestTotal,
} from "../../../../src/features/quotes/domain/policy.ts";
import { priceQuote } from "../../../../src/features/quotes/domain/pricing.ts";
import type { Quote } from "../../../../src/features/quotes/domain/quote.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import type { Money } from "../../../../src/kernel/money.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { aLine, aQuote } from "./a-quote.ts";

type UnlistedRule = DiscountPolicy["quote"]["unlistedLines"];
const policy = settingsSchema.parse({});
const percent = (basisPoints: number): Discount => ({ kind: "percent", basisPoints });
const euros = (minor: number): Discount => ({ kind: "amount", amount: { minor, currency: "EUR" } });
const withMaximum = (maxDiscountPercent: number): DiscountPolicy => ({
  ...policy,
  quote: { ...policy.quote, maxDiscountPercent },
});

describe("the maximum", () => {
  test.each<[string, Quote, boolean]>([
    ["exactly 20 %", aQuote([aLine()], { discount: percent(2000) }), false],
    ["20.01 %", aQuote([aLine({ unitPrice: 1_000_000 })], { discount: percent(2001) }), true],
    [
      "one cent more than 20 %",
      aQuote([aLine({ unitPrice: 100_000_000 })], { discount: euros(20_000_001) }),
      true,
    ],
    [
      "exactly 20 % of what does not divide",
      aQuote([aLine({ unitPrice: 1003 })], { discount: percent(2000) }),
      false,
    ],
    [
      "10 % on the line and 11 % on the whole: 19.9 %",
      aQuote([aLine({ discount: percent(1000) })], { discount: percent(1100) }),
      false,
    ],
    [
      "10 % on the line and 12 % on the whole: 20.8 %",
      aQuote([aLine({ discount: percent(1000) })], { discount: percent(1200) }),
      true,
    ],
    [
      "a price a quarter below the catalogue's",
      aQuote([aLine({ unitPrice: 7500, listPrice: 10_000 })]),
      true,
    ],
    [
      "all of one line, which is a tenth of the quote",
      aQuote([aLine({ unitPrice: 9000 }), aLine({ unitPrice: 1000, discount: percent(10_000) })]),
      false,
    ],
  ])("%s", (_, quote, isOver) => {
    expect(isOverMaximum(priceQuote(quote), policy)).toBe(isOver);
  });

  test("may have decimals, and is compared with all of them", () => {
    const quote = aQuote([aLine({ unitPrice: 1_000_000 })], { discount: percent(1250) });
    expect(isOverMaximum(priceQuote(quote), withMaximum(12.5))).toBe(false);
    expect(isOverMaximum(priceQuote(quote), withMaximum(12.499))).toBe(true);
  });

  test("is told with what is still possible", () => {
    const priced = priceQuote(
      aQuote([aLine({ unitPrice: 8_000_000 })], { discount: percent(2500) }),
    );
    expect(() => checkMaximum(priced, policy)).toThrow(
      "That would be 25 % off the list total of 80,000.00 EUR; at most 20 % is allowed, whoever asks.",
    );
    expect(lowestTotal(priced, policy)).toEqual({ minor: 6_400_000, currency: "EUR" });
  });

  test("holds against every way to write a discount, in any order", () => {
    const act = fc.oneof(
      fc.record({
        kind: fc.constant("add" as const),
        unitPrice: fc.integer({ min: 0, max: 100_000 }),
        quantity: fc.integer({ min: 1, max: 5000 }),
        off: fc.option(fc.integer({ min: 1, max: 10_000 })),
        list: fc.option(fc.integer({ min: 0, max: 100_000 })),
      }),
      fc.record({
        kind: fc.constant("edit" as const),
        n: fc.nat(9),
        unitPrice: fc.integer({ min: 0, max: 100_000 }),
      }),
      fc.record({ kind: fc.constant("remove" as const), n: fc.nat(9) }),
      fc.record({
        kind: fc.constant("percent" as const),
        basisPoints: fc.integer({ min: 1, max: 10_000 }),
      }),
      fc.record({
        kind: fc.constant("amount" as const),
        minor: fc.integer({ min: 1, max: 200_000 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 25 }),
        fc.integer({ min: 0, max: 100 }),
        (acts, maximum) => {
          const rules = withMaximum(maximum);
          let quote = aQuote([]);
          for (const one of acts) {
            try {
              const line = quote.lines["n" in one ? one.n : 0];
              if (one.kind === "add") {
                const { unitPrice, quantity, list, off } = one;
                quote = addLine(
                  quote,
                  aLine({
                    unitPrice,
                    quantity,
                    listPrice: list,
                    discount: off === null ? null : percent(off),
                  }),
                  rules,
                ).quote;
              } else if (one.kind === "percent")
                quote = setDiscount(quote, percent(one.basisPoints), rules).quote;
              else if (one.kind === "amount")
                quote = setDiscount(quote, euros(one.minor), rules).quote;
              else if (line && one.kind === "edit")
                quote = editLine(
                  quote,
                  line.key,
                  { ...line, unitPrice: one.unitPrice },
                  rules,
                ).quote;
              else if (line) quote = removeLine(quote, line.key, rules).quote;
            } catch (error) {
              if (!(error instanceof AppError)) throw error;
            }
            const { listTotal, total } = priceQuote(quote);
            // Said apart from the rule, in whole minor units.
            expect((listTotal.minor - total.minor) * 100).toBeLessThanOrEqual(
              listTotal.minor * maximum,
            );
          }
        },
      ),
    );
  });
});

describe("approval", () => {
  const big = aLine({ unitPrice: 1_000_000 });
  test.each<[string, Quote, Partial<DiscountPolicy>, ReturnType<typeof approvalNeed>]>([
    [
      "no discount, however large",
      aQuote([aLine({ unitPrice: 90_000_000 })]),
      {},
      { isNeeded: false },
    ],
    [
      "any discount from the limit on",
      aQuote([big], { discount: euros(1) }),
      {},
      { isNeeded: true, why: "size" },
    ],
    [
      "one cent below the limit",
      aQuote([aLine({ unitPrice: 999_999 })], { discount: percent(2000) }),
      {},
      { isNeeded: false },
    ],
    [
      "a price below the catalogue's",
      aQuote([aLine({ unitPrice: 990_000, listPrice: 1_000_000 })]),
      {},
      { isNeeded: true, why: "size" },
    ],
    [
      "yen by their rate, at the limit",
      aQuote([aLine({ unitPrice: 1_600_000 })], { currency: "JPY", discount: percent(100) }),
      { exchangeRates: { JPY: "0.00625" } },
      { isNeeded: true, why: "size" },
    ],
    [
      "yen by their rate, one yen below",
      aQuote([aLine({ unitPrice: 1_599_999 })], { currency: "JPY", discount: percent(100) }),
      { exchangeRates: { JPY: "0.00625" } },
      { isNeeded: false },
    ],
    [
      "dinars have three decimals",
      aQuote([aLine({ unitPrice: 3_000_000 })], { currency: "KWD", discount: percent(100) }),
      { exchangeRates: { KWD: "3.3333334" } },
      { isNeeded: true, why: "size" },
    ],
    [
      "a currency without a rate, however small",
      aQuote([aLine({ unitPrice: 100 })], { currency: "CHF", discount: percent(100) }),
      {},
      { isNeeded: true, why: "unknown_rate" },
    ],
    [
      "a currency without a rate and without a discount",
      aQuote([aLine({ unitPrice: 100 })], { currency: "CHF" }),
      {},
      { isNeeded: false },
    ],
  ])("%s", (_, quote, over, need) => {
    const unmeasured = { dealAmount: null, hasCatalogue: false };
    expect(approvalNeed(priceQuote(quote), { ...policy, ...over }, unmeasured)).toEqual(need);
  });

  const worth = (minor: number, currency = "EUR") => ({ minor, currency });
  const unlisted = { isNeeded: true, why: "unlisted" };
  const none = { isNeeded: false };
  test.each<
    [string, { price: number; list?: number; worth: Money | null; rule?: UnlistedRule }, unknown]
  >([
    ["less than the deal", { price: 1_999_999, worth: worth(2_000_000) }, unlisted],
    ["cheap enough to be under the limit", { price: 100, worth: worth(2_000_000) }, unlisted],
    ["as much as the deal", { price: 2_000_000, worth: worth(2_000_000) }, none],
    ["on a small deal", { price: 100, worth: worth(999_999) }, none],
    ["that has a list price", { price: 100, list: 100, worth: worth(2_000_000) }, none],
    ["on a deal without an amount", { price: 1_000_000, worth: null }, unlisted],
    ["on a deal in another currency", { price: 2_000_000, worth: worth(2_000_000, "USD") }, none],
    ["less than it in another currency", { price: 1, worth: worth(2_000_000, "USD") }, unlisted],
    ["without a rate between them", { price: 9_000_000, worth: worth(1, "CHF") }, unlisted],
    ["always", { price: 3_000_000, worth: worth(2_000_000), rule: "approval" }, unlisted],
    ["never", { price: 1, worth: worth(2_000_000), rule: "allowed" }, none],
  ])("a line without a list price: %s", (_, { price, list, worth: dealAmount, rule }, need) => {
    const quote = aQuote([aLine({ unitPrice: price, listPrice: list ?? null })]);
    const over = rule ? { quote: { ...policy.quote, unlistedLines: rule } } : {};
    const by = { ...policy, ...over, exchangeRates: { USD: "0.9" } };
    expect(approvalNeed(priceQuote(quote), by, { dealAmount, hasCatalogue: true })).toEqual(need);
    expect(approvalNeed(priceQuote(quote), by, { dealAmount, hasCatalogue: false })).toEqual(none);
  });
});

describe("writing on a draft", () => {
  test("keys are never given twice, so that a number means the same line to two people", () => {
    let { quote } = addLine(aQuote([]), aLine({ text: "One" }), policy);
    ({ quote } = addLine(quote, aLine({ text: "Two" }), policy));
    ({ quote } = removeLine(quote, 2, policy));
    ({ quote } = addLine(quote, aLine({ text: "Three" }), policy));
    expect(quote.lines.map(({ key, text }) => [key, text])).toEqual([
      [1, "One"],
      [3, "Three"],
    ]);
  });

  test("writing over a line that changed meanwhile is refused", () => {
    const quote = aQuote([aLine()]);
    const [line] = quote.lines;
    if (!line) throw new Error("no line");
    const was = lineState(line);
    const { quote: changed } = editLine(quote, 1, aLine({ unitPrice: 9000 }), policy, was);
    expect(() => editLine(changed, 1, aLine({ unitPrice: 8500 }), policy, was)).toThrow(
      "Somebody changed this line of quote_12 while you wrote.",
    );
    expect(editLine(quote, 1, aLine(), policy, was).event).toBeNull();
  });

  test.each(["sent", "accepted", "declined", "expired", "superseded"] as const)(
    "a %s version is never changed",
    (status) => {
      const quote = aQuote([aLine()], { status });
      expect(() => addLine(quote, aLine(), policy)).toThrow(
        `quote_12 is ${status}, so it can't be changed.`,
      );
      expect(() => setDiscount(quote, percent(100), policy)).toThrow("can't be changed");
      expect(() => removeLine(quote, 1, policy)).toThrow("can't be changed");
      expect(() => editLine(quote, 1, aLine({ text: "Other" }), policy)).toThrow(
        "can't be changed",
      );
    },
  );

  test.each<[Partial<Parameters<typeof aLine>[0]>, string]>([
    [{ text: "  " }, "What is the line for?"],
    [{ text: "x".repeat(151) }, "151 characters"],
    [{ quantity: 0 }, "more than zero"],
    [{ unitPrice: -1 }, "zero or more"],
    [{ billing: "month", periods: 121 }, "1 to 120"],
  ])("%j is refused", (over, words) => {
    expect(() => addLine(aQuote([]), aLine(over), policy)).toThrow(words);
  });
});
