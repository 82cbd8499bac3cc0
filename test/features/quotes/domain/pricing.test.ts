import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Discount, LineDraft } from "../../../../src/features/quotes/domain/line.ts";
import { BILLINGS } from "../../../../src/features/quotes/domain/line.ts";
import { priceLine, priceQuote, spread } from "../../../../src/features/quotes/domain/pricing.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { aLine, aQuote } from "./a-quote.ts";

const percent = (basisPoints: number): Discount => ({ kind: "percent", basisPoints });
const off = (minor: number, currency = "EUR"): Discount => ({
  kind: "amount",
  amount: { minor, currency },
});

describe("a line", () => {
  test.each<[string, Partial<LineDraft>, { list: number; net: number }]>([
    [
      "ten at 40.00 for twelve months",
      { quantity: 10_000, unitPrice: 4000, billing: "month", periods: 12 },
      { list: 480_000, net: 480_000 },
    ],
    ["half a minor unit goes up", { quantity: 500, unitPrice: 1 }, { list: 1, net: 1 }],
    ["less than half goes down", { quantity: 499, unitPrice: 1 }, { list: 0, net: 0 }],
    [
      "one and a half of 0.33 is 0.495, so 0.50",
      { quantity: 1500, unitPrice: 33 },
      { list: 50, net: 50 },
    ],
    [
      "15 % off 10.03 is 1.5045, of which 1.50 is given",
      { unitPrice: 1003, discount: percent(1500) },
      { list: 1003, net: 853 },
    ],
    [
      "20 % off 10.03 never gives more than 20 %",
      { unitPrice: 1003, discount: percent(2000) },
      { list: 1003, net: 803 },
    ],
    ["an amount off", { discount: off(2500) }, { list: 10_000, net: 7500 }],
    [
      "a price below the catalogue's counts as a discount",
      { unitPrice: 8000, listPrice: 10_000 },
      { list: 10_000, net: 8000 },
    ],
    [
      "a price above the catalogue's is the price",
      { unitPrice: 12_000, listPrice: 10_000 },
      { list: 12_000, net: 12_000 },
    ],
    [
      "below the catalogue's, and 10 % off that",
      { unitPrice: 8000, listPrice: 10_000, discount: percent(1000) },
      { list: 10_000, net: 7200 },
    ],
  ])("%s", (_, over, priced) => {
    expect(priceLine(aLine(over), "EUR")).toEqual(priced);
  });

  test("is refused when more is off than it comes to, or in another currency", () => {
    expect(() => priceLine(aLine({ discount: off(10_001) }), "EUR")).toThrow(
      "more than the line comes to",
    );
    expect(() => priceLine(aLine({ discount: off(1, "USD") }), "EUR")).toThrow(
      "The quote is in EUR, that discount in USD.",
    );
  });

  test("is refused where it leaves what amounts can hold, instead of being rounded", () => {
    const huge = aLine({
      quantity: 1_000_000_000_000,
      unitPrice: 1_000_000_000,
      periods: 120,
      billing: "month",
    });
    expect(() => priceLine(huge, "EUR")).toThrow("more than any quote holds");
    const nearly = aLine({ quantity: 1000, unitPrice: 1_000_000_000_000_000 });
    expect(priceLine(nearly, "EUR").net).toBe(1_000_000_000_000_000);
    expect(() => priceQuote(aQuote([nearly, aLine()]))).toThrow("more than any quote holds");
  });
});

describe("a discount on the whole quote", () => {
  test("is spread so that the lines sum to the total: the largest remainders get the odd cents", () => {
    const quote = aQuote(
      [aLine({ unitPrice: 100 }), aLine({ unitPrice: 100 }), aLine({ unitPrice: 100 })],
      {
        discount: off(100),
      },
    );
    const priced = priceQuote(quote);
    expect(priced.lines.map((one) => one.quoteDiscount)).toEqual([34, 33, 33]);
    expect(priced.lines.map((one) => one.total)).toEqual([66, 67, 67]);
    expect(priced.total.minor).toBe(200);
  });

  test("comes after what is off the lines", () => {
    const quote = aQuote([aLine({ discount: percent(1000) })], { discount: percent(1000) });
    const { listTotal, subtotal, quoteDiscount, total, discount } = priceQuote(quote);
    expect([listTotal, subtotal, quoteDiscount, total, discount].map(({ minor }) => minor)).toEqual(
      [10_000, 9000, 900, 8100, 1900],
    );
  });

  test("of more than the quote comes to is refused", () => {
    expect(() => priceQuote(aQuote([aLine()], { discount: off(10_001) }))).toThrow(
      "more than the quote comes to",
    );
    expect(() => priceQuote(aQuote([], { discount: off(1) }))).toThrow(AppError);
  });
});

const currency = fc.constantFrom("EUR", "JPY", "KWD");
const anyPercent = fc.integer({ min: 1, max: 10_000 }).map(percent);
/** A line within what a quote holds, with any discount that is not more than the line. */
const anyLine = (code: string): fc.Arbitrary<LineDraft> =>
  fc
    .record({
      quantity: fc.integer({ min: 1, max: 100_000_000 }),
      unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
      listPrice: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
      billing: fc.constantFrom(...BILLINGS),
      periods: fc.integer({ min: 1, max: 36 }),
      share: fc.option(anyPercent),
      part: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ share, part, ...over }) => {
      const line = aLine(over);
      const { net } = priceLine(line, code);
      if (part !== null) return { ...line, discount: off(Math.floor(net * part), code) };
      return { ...line, discount: share };
    });
const anyQuote = currency.chain((code) =>
  fc
    .record({
      lines: fc.array(anyLine(code), { minLength: 1, maxLength: 12 }),
      share: fc.option(anyPercent),
      part: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ lines, share, part }) => {
      const quote = aQuote(lines, { currency: code });
      const { subtotal } = priceQuote(quote);
      if (part !== null)
        return { ...quote, discount: off(Math.floor(subtotal.minor * part), code) };
      return { ...quote, discount: share };
    }),
);

describe("whatever the lines, discounts and currency", () => {
  test("the lines sum to the total, and no line goes below nothing", () => {
    fc.assert(
      fc.property(anyQuote, (quote) => {
        const { lines, total, listTotal, subtotal, discount, quoteDiscount } = priceQuote(quote);
        const sum = (of: (one: (typeof lines)[number]) => number) =>
          lines.reduce((sofar, one) => sofar + of(one), 0);
        expect(sum((one) => one.total)).toBe(total.minor);
        expect(sum((one) => one.quoteDiscount)).toBe(quoteDiscount.minor);
        expect(sum((one) => one.net)).toBe(subtotal.minor);
        expect(sum((one) => one.list)).toBe(listTotal.minor);
        expect(total.minor + discount.minor).toBe(listTotal.minor);
        for (const one of lines) {
          expect(one.total).toBeGreaterThanOrEqual(0);
          expect(one.net).toBeLessThanOrEqual(one.list);
          expect(Number.isSafeInteger(one.total)).toBe(true);
        }
      }),
    );
  });

  test("a line is within half a minor unit of quantity × price × periods", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        (quantity, unitPrice, periods) => {
          const { net } = priceLine(
            aLine({ quantity, unitPrice, periods, billing: "month" }),
            "EUR",
          );
          const thousandths = BigInt(quantity) * BigInt(unitPrice) * BigInt(periods);
          const gap = BigInt(net) * 1000n - thousandths;
          expect(gap <= 500n && gap > -500n).toBe(true);
        },
      ),
    );
  });

  test("a percentage never gives more than it says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (unitPrice, basisPoints) => {
          const { list, net } = priceLine(
            aLine({ unitPrice, discount: percent(basisPoints) }),
            "EUR",
          );
          const given = BigInt(list - net) * 10_000n;
          const said = BigInt(list) * BigInt(basisPoints);
          expect(given <= said && said - given < 10_000n).toBe(true);
        },
      ),
    );
  });

  test("parts are in proportion, sum to the amount and differ from it by less than one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        (weights, share) => {
          const all = weights.reduce((a, b) => a + b, 0n);
          const amount = (all * share) / 10_000n;
          const parts = spread(amount, weights);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(all === 0n ? 0n : amount);
          parts.forEach((part, i) => {
            const weight = weights[i] ?? 0n;
            expect(part <= weight).toBe(true);
            if (all > 0n) {
              const gap = part * all - amount * weight;
              expect(gap < all && gap > -all).toBe(true);
            }
          });
        },
      ),
    );
  });
});
