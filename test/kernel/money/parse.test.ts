import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyDigits, formatMoney, parseMoney } from "../../../src/kernel/money.ts";
import { refusal } from "../refusal.ts";

describe("an amount is understood as people write it", () => {
  test.each([
    ["50k", 50_000_00, "EUR"],
    ["50K", 50_000_00, "EUR"],
    ["1.2m", 1_200_000_00, "EUR"],
    ["1,2m", 1_200_000_00, "EUR"],
    ["1.2M EUR", 1_200_000_00, "EUR"],
    ["2bn", 2_000_000_000_00, "EUR"],
    ["3 mio", 3_000_000_00, "EUR"],
    ["3 million dollars", 3_000_000_00, "USD"],
    ["5 thousand", 5_000_00, "EUR"],
    [".5m", 500_000_00, "EUR"],
    ["1.2345678m", 1_234_567_80, "EUR"],
    ["€50.000", 50_000_00, "EUR"],
    ["50,000 USD", 50_000_00, "USD"],
    ["50,000usd", 50_000_00, "USD"],
    ["USD 50,000.50", 50_000_50, "USD"],
    ["50.000,00 EUR", 50_000_00, "EUR"],
    ["$1'200", 1_200_00, "USD"],
    ["CHF 1’200.50", 1_200_50, "CHF"],
    ["50 000 €", 50_000_00, "EUR"],
    ["50\u202f000,50\u00a0€", 50_000_50, "EUR"],
    ["£12.5k", 12_500_00, "GBP"],
    ["12.5k€", 12_500_00, "EUR"],
    ["12 k€", 12_000_00, "EUR"],
    ["1.234.567", 1_234_567_00, "EUR"],
    ["1,234,567.89", 1_234_567_89, "EUR"],
    ["12,5", 12_50, "EUR"],
    ["12.50", 12_50, "EUR"],
    ["1.500", 1_500_00, "EUR"],
    ["0.50", 50, "EUR"],
    ["0", 0, "EUR"],
    ["  1000  ", 1_000_00, "EUR"],
    ["¥5000", 5_000, "JPY"],
    ["5000.00 JPY", 5_000, "JPY"],
    ["1.5k JPY", 1_500, "JPY"],
    ["1.500 KWD", 1_500, "KWD"],
    ["1,500 KWD", 1_500_000, "KWD"],
    ["1,500.250 KWD", 1_500_250, "KWD"],
    ["50 BND", 50_00, "BND"],
    ["10 MXN", 10_00, "MXN"],
    ["10m MXN", 10_000_000_00, "MXN"],
    ["US$ 20", 20_00, "USD"],
    ["$50 CAD", 50_00, "CAD"],
    ["€50 EUR", 50_00, "EUR"],
    ["5 euros", 5_00, "EUR"],
  ])("%j", (text, minor, currency) => {
    expect(parseMoney(text, "EUR")).toEqual({ minor, currency });
  });

  test.each([
    ["$50", "USD", "USD"],
    ["$50", "GBP", "USD"],
    ["$50", "CAD", "CAD"],
    ["$50", "AUD", "AUD"],
    ["¥50", "EUR", "JPY"],
    ["¥50", "CNY", "CNY"],
    ["€50", "USD", "EUR"],
    ["50", "JPY", "JPY"],
  ])("%s where deals are in %s is in %s", (text, defaultCurrency, currency) => {
    expect(parseMoney(text, defaultCurrency).currency).toBe(currency);
  });
});

describe("what is no amount is refused with what was not understood", () => {
  test.each([
    ["", "An amount is missing"],
    ["   ", "An amount is missing"],
    ["-50k", "can't be negative"],
    ["−50", "can't be negative"],
    ["€ -50", "can't be negative"],
    ["(50)", "can't be negative"],
    ["12.345,678", "EUR has 2 decimals"],
    ["1.2345", "EUR has 2 decimals"],
    ["0.000001k", "EUR has 2 decimals"],
    ["1.5 JPY", "JPY has no decimals"],
    ["1.2345 KWD", "KWD has 3 decimals"],
    ["50kk", "“50kk”"],
    ["NaN", "“NaN”"],
    ["Infinity", "“Infinity”"],
    ["1e9", "“1e9”"],
    ["0x10", "“0x10”"],
    ["abc", "“abc”"],
    ["constructor 5", "“constructor 5”"],
    ["5 __proto__", "“5 __proto__”"],
    ["50-60k", "“50-60k”"],
    ["1,23,456", "“1,23,456”"],
    ["1.20.000", "“1.20.000”"],
    ["1'200,000.5.5", "“1'200,000.5.5”"],
    ["12 34", "“12 34”"],
    ["50.", "“50.”"],
    [".", "“.”"],
    ["50 XYZ", "I don't know the currency XYZ"],
    ["50k XYZ", "I don't know the currency XYZ"],
    ["XYZ 50", "I don't know the currency XYZ"],
    ["$50 EUR", "two currencies, USD and EUR"],
    ["US$50 CAD", "two currencies, USD and CAD"],
    ["1e15", "“1e15”"],
    ["11000bn", "more than any deal"],
    ["99999999999999999999", "more than any deal"],
    ["1.250m", "Write 1.25m or 1250m."],
    ["1,000k", "Write 1k or 1000k."],
  ])("%j", (text, words) => {
    const refused = refusal(() => parseMoney(text, "EUR"));
    expect(refused).toMatch(/^bad_input: /);
    expect(refused).toContain(words);
  });

  test("however long it is, the answer quotes only its beginning", () => {
    expect(refusal(() => parseMoney("x".repeat(5_000), "EUR")).length).toBeLessThan(200);
  });
});

describe("what we print is understood again", () => {
  const money = fc.record({
    minor: fc.integer({ min: 0, max: 1e15 }),
    currency: fc.constantFrom(...Intl.supportedValuesOf("currency")),
  });

  test("an exact amount, in every currency", () => {
    fc.assert(
      fc.property(money, (m) => {
        expect(parseMoney(formatMoney(m, "exact"), "EUR")).toEqual(m);
      }),
    );
  });

  test("a plain amount, in every currency", () => {
    fc.assert(
      fc.property(money, (m) => {
        expect(parseMoney(formatMoney(m, "plain"), "EUR")).toEqual(m);
      }),
    );
  });

  test("a short amount, within half of its last digit", () => {
    const upToBillions = fc.record({
      minor: fc.integer({ min: 0, max: 1e11 }),
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
    });
    fc.assert(
      fc.property(upToBillions, (m) => {
        const read = parseMoney(formatMoney(m, "short"), "EUR");
        const major = 10 ** currencyDigits(m.currency);
        expect(Math.abs(read.minor - m.minor)).toBeLessThanOrEqual(
          Math.max(m.minor * 0.05, major / 2),
        );
      }),
    );
  });

  test("any text is an amount or a refusal, never a crash", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."0123456789.,' $€kmbnUSDEUR-()eé\u00a0") });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: "grapheme" })), (text) => {
        try {
          const { minor } = parseMoney(text, "EUR");
          expect(Number.isSafeInteger(minor) && minor >= 0).toBe(true);
        } catch (error) {
          expect(error).toHaveProperty("code", "bad_input");
        }
      }),
    );
  });
});
