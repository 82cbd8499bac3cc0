import { describe, expect, test } from "vitest";
import { formatChange, formatMoney, formatTotals } from "../../../src/kernel/money.ts";

const eur = (major: number) => ({ minor: Math.round(major * 100), currency: "EUR" });
const usd = (major: number) => ({ minor: Math.round(major * 100), currency: "USD" });

describe("a short amount has what a summary needs", () => {
  test.each([
    [0, "0 EUR"],
    [0.4, "0.40 EUR"],
    [950, "950 EUR"],
    [950.5, "951 EUR"],
    [999.5, "1k EUR"],
    [1_000, "1k EUR"],
    [1_250, "1.3k EUR"],
    [12_500, "12.5k EUR"],
    [99_960, "100k EUR"],
    [640_400, "640k EUR"],
    [999_499, "999k EUR"],
    [999_500, "1M EUR"],
    [1_204_500, "1.2M EUR"],
    [4_200_000, "4.2M EUR"],
    [640_000_000, "640M EUR"],
    [2_100_000_000, "2.1bn EUR"],
    [5_000_000_000_000, "5,000bn EUR"],
    [-30_000, "-30k EUR"],
  ])("%d is %s", (major, words) => {
    expect(formatMoney(eur(major), "short")).toBe(words);
  });
});

describe("a plain amount shows cents only when there are some", () => {
  test.each([
    [0, "0 EUR"],
    [950, "950 EUR"],
    [50_000, "50,000 EUR"],
    [50_000.5, "50,000.50 EUR"],
    [1_204_500, "1,204,500 EUR"],
    [-0.05, "-0.05 EUR"],
  ])("%d is %s", (major, words) => {
    expect(formatMoney(eur(major), "plain")).toBe(words);
  });
});

describe("an exact amount shows every decimal the currency has", () => {
  test.each([
    [120_450_000, "EUR", "1,204,500.00 EUR"],
    [5, "EUR", "0.05 EUR"],
    [1_204_500, "JPY", "1,204,500 JPY"],
    [1_500, "KWD", "1.500 KWD"],
    [100, "HUF", "1.00 HUF"],
    [Number.MAX_SAFE_INTEGER, "EUR", "90,071,992,547,409.91 EUR"],
  ])("%d minor units of %s are %s", (minor, currency, words) => {
    expect(formatMoney({ minor, currency }, "exact")).toBe(words);
  });
});

test("a change has its sign", () => {
  expect(formatChange(eur(120_000), "short")).toBe("+120k EUR");
  expect(formatChange(eur(-30_000), "short")).toBe("-30k EUR");
  expect(formatChange(eur(0), "short")).toBe("no change");
});

describe("totals", () => {
  test("name each currency once, the one of most deals first", () => {
    const amounts = [usd(20_000), eur(400_000), eur(240_000)];
    expect(formatTotals(amounts, "short", "USD")).toBe("640k EUR + 20k USD");
  });
  test("leave out a currency that adds up to nothing", () => {
    expect(formatTotals([eur(0), usd(20_000)], "short", "EUR")).toBe("20k USD");
  });
  test("of nothing are nothing in the default currency", () => {
    expect(formatTotals([], "short", "EUR")).toBe("0 EUR");
    expect(formatTotals([usd(0)], "exact", "EUR")).toBe("0.00 EUR");
  });
});
