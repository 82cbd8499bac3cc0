import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChartBlock, chart, pie } from "../../src/slack/charts.ts";
import { hostileText, refusals } from "./hostile-text.ts";

const labels = (block: ChartBlock | null) => {
  if (block === null) return [];
  return "segments" in block.chart
    ? block.chart.segments.map(({ label }) => label)
    : block.chart.axis_config.categories;
};
const drawn = (categories: readonly string[], names: readonly string[] = ["Deals"]) =>
  chart("bar", {
    title: "Open deals",
    categories,
    series: names.map((name) => ({ name, values: categories.map((_, i) => i) })),
  });

describe("a chart", () => {
  test("is taken by Slack whatever its labels are", () => {
    const some = fc.array(fc.oneof(hostileText, fc.constantFrom("a", "a 2", "")), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(some, some, fc.constantFrom("bar", "line", "area"), (categories, names, type) => {
        const block = chart(type, {
          title: "Pipeline",
          categories,
          series: names.map((name) => ({ name, values: categories.map(() => -1.5) })),
          ...(names[0] ? { xLabel: `x ${names[0]}`, yLabel: `y ${names[0]}` } : {}),
        });
        expect(refusals([block])).toEqual([]);
        expect(new Set(labels(block)).size).toBe(Math.min(20, categories.length));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [["Foo", "Foo 2", "Foo"]],
    [["Foo", "Foo", "Foo 2"]],
    [["Foo 2", "Foo", "Foo", "Foo"]],
  ])("tells labels apart also when a number makes them equal to others: %j", (categories) => {
    expect(new Set(labels(drawn(categories))).size).toBe(categories.length);
  });

  test("keeps the newest of more than 20 categories, with their values", () => {
    const block = drawn(Array.from({ length: 25 }, (_, i) => `W${i}`));
    expect(labels(block)).toEqual(Array.from({ length: 20 }, (_, i) => `W${i + 5}`));
    expect("series" in block.chart && block.chart.series[0]?.data[0]).toEqual({
      label: "W5",
      value: 5,
    });
  });
  test("without anything, or with a value missing, is a bug found where it is made", () => {
    expect(() => drawn([])).toThrow("at least one category");
    expect(() => drawn(["a"], [])).toThrow("one series");
    const short = { title: "t", categories: ["a", "b"], series: [{ name: "s", values: [1] }] };
    expect(() => chart("line", short)).toThrow("one value for each category");
  });
});

describe("a pie", () => {
  test("is taken by Slack whatever its parts are, and adds up to the same", () => {
    const part = fc.record({
      label: hostileText,
      value: fc.oneof(fc.integer({ min: -5, max: 1000 }), fc.constant(Number.NaN)),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const block = pie("Lost to", parts);
        const positive = parts.filter(({ value }) => value > 0);
        expect(block === null).toBe(positive.length === 0);
        if (!block || !("segments" in block.chart)) return;
        expect(refusals([block])).toEqual([]);
        const sum = (points: readonly { value: number }[]) =>
          points.reduce((total, { value }) => total + value, 0);
        expect(sum(block.chart.segments)).toBe(sum(positive));
        expect(new Set(labels(block)).size).toBe(block.chart.segments.length);
      }),
      { numRuns: 200 },
    );
  });
  test("puts what is beyond the sixth together, also beside an “Other” of its own", () => {
    const parts = ["a", "b", "c", "Other", "e", "f", "g"].map((label, i) => ({
      label,
      value: 10 - i,
    }));
    expect(labels(pie("t", parts))).toEqual(["a", "b", "c", "Other", "e", "Other 2"]);
  });
});
