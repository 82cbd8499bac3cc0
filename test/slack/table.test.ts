import fc from "fast-check";
import { expect, test } from "vitest";
import { dataTable } from "../../src/slack/table.ts";
import { hostileText, refusals } from "./hostile-text.ts";

const cell = fc.oneof(hostileText, fc.record({ value: fc.integer(), text: hostileText }));

test("a table is taken by Slack whatever stands in it", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 130 }), (rows) => {
      const { block, shown } = dataTable({
        caption: "Deals, next to close first",
        columns: ["Deal", "Stage", "Amount", "Closes", "Next step", "Risk"],
        rows,
        pageSize: 500,
      });
      expect(refusals([block])).toEqual([]);
      expect(shown).toBeLessThanOrEqual(rows.length);
      if (rows.length > 0) expect(block.rows).toHaveLength(shown + 1);
    }),
    { numRuns: 60 },
  );
});

test("rows that don't fit are left out from the end, and counted", () => {
  const rows = Array.from({ length: 100 }, (_, i) => [`${i}`, "x".repeat(200), "y".repeat(200)]);
  const { block, shown } = dataTable({ caption: "c", columns: ["a", "b", "c"], rows });
  // Cells are cut to 80 characters, and 10,000 fit in all.
  expect(shown).toBe(61);
  expect(block.rows.at(-1)?.[0]).toEqual({ type: "raw_text", text: "60" });
});

test("an empty cell is a dash, and a number keeps its value to sort by", () => {
  const { block } = dataTable({
    caption: "c",
    columns: ["a", "b", "c"],
    rows: [[" ", { value: 5_000_000, text: "50,000 EUR" }]],
  });
  expect(block.rows[1]).toEqual([
    { type: "raw_text", text: "–" },
    { type: "raw_number", value: 5_000_000, text: "50,000 EUR" },
    { type: "raw_text", text: "–" },
  ]);
});

test("without rows is a row of dashes, which Slack takes", () => {
  const { block, shown } = dataTable({ caption: "c", columns: ["a", "b"], rows: [] });
  expect(shown).toBe(0);
  expect(refusals([block])).toEqual([]);
});
