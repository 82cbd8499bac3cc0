import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterWords, readFilter } from "../../../../src/features/leads/domain/filter.ts";
import { columnsOf, isHeader, readRow } from "../../../../src/features/leads/domain/import-row.ts";
import { refusal } from "../../../kernel/refusal.ts";

describe("a list as people ask for it", () => {
  test.each([
    ["", { status: "open" }],
    ["mine", { scope: "mine", status: "open" }],
    ["all mql from referral", { scope: "all", status: "mql", source: "referral" }],
    ["MQL leads of team".replace("of ", ""), { scope: "team", status: "mql" }],
    ["unassigned", { scope: "all", status: "open", unassigned: true }],
    ["team unassigned any", { scope: "team", status: "any", unassigned: true }],
    ["disqualified everyone", { scope: "all", status: "disqualified" }],
  ])("“%s”", (text, expected) => {
    expect(readFilter(text.split(" ").filter(Boolean))).toEqual(expected);
  });

  test("an unknown word suggests the nearest", () => {
    expect(refusal(() => readFilter(["unasigned"]))).toContain("Did you mean `unassigned`?");
  });

  test("says in words what narrows it", () => {
    expect(filterWords({ scope: "all", status: "mql", source: "referral" })).toBe(
      "MQL from referral",
    );
    expect(filterWords({ scope: "all", status: "open" })).toBe("");
  });
});

const HEADER = [
  "First Name",
  "Last Name",
  "Company",
  "Email",
  "Lead Source",
  "No. of Employees",
  "Budget",
  "Timeline",
  "Shoe size",
];
const columns = columnsOf(HEADER);

describe("a row of a file", () => {
  test("is found by the names other systems give its columns", () => {
    expect([...columns]).toEqual([
      ["company", 2],
      ["firstName", 0],
      ["lastName", 1],
      ["contactEmail", 3],
      ["source", 4],
      ["employees", 5],
      ["budget", 6],
      ["timing", 7],
    ]);
    expect(isHeader(HEADER)).toBe(true);
    expect(isHeader(["Leads of November"])).toBe(false);
  });

  test("becomes a lead; what it says in its own words goes into the note", () => {
    const cells = [
      "Jane",
      "Doe",
      "Acme",
      "Jane@Acme.com",
      "Trade show",
      "1,200",
      "50k USD",
      "after Easter",
      "9",
    ];
    expect(readRow(cells, columns, "EUR")).toEqual({
      unknownSource: null,
      lead: {
        company: "Acme",
        contactName: "Jane Doe",
        contactEmail: "Jane@Acme.com",
        contactTitle: null,
        source: "event",
        segment: null,
        employees: 1200,
        industry: null,
        country: null,
        budget: { minor: 5_000_000, currency: "USD" },
        authority: null,
        need: null,
        timing: null,
        note: "Timing: after Easter",
      },
    });
  });

  test("a source nobody knows counts as marketing, and is told", () => {
    const read = readRow(["", "", "Acme", "", "Carrier pigeon"], columns, "EUR");
    expect(read).toMatchObject({ unknownSource: "Carrier pigeon", lead: { source: "marketing" } });
  });

  test.each([
    [["", "", " "], "It has no company."],
    [["", "", "Acme", "no mail"], "is no e-mail address"],
    [["", "", "Acme", "", "", "many"], "is no number of employees"],
    [["", "", "Acme", "", "", "", "lots"], "lots"],
  ])("%j is refused with the reason", (cells, words) => {
    expect(refusal(() => readRow(cells, columns, "EUR"))).toContain(words);
  });

  test("whatever stands in it, it is read or refused, and never breaks", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 10 }), (cells) => {
        try {
          readRow(cells, columns, "EUR");
        } catch (error) {
          expect(error).toMatchObject({ name: "AppError" });
        }
      }),
    );
  });
});
