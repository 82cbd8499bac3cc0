import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bottlenecks, healthOf } from "../../../src/features/pipeline/domain/insight.ts";
import { KPIS, meetsTarget } from "../../../src/features/pipeline/domain/kpi.ts";
import {
  heldQuota,
  type Quota,
  type QuotaPeriod,
  quotaPeriodOf,
} from "../../../src/features/pipeline/domain/quota.ts";
import { parseQuotaRequest } from "../../../src/features/pipeline/domain/quota-request.ts";
import { coverage, rateOf, velocity } from "../../../src/features/pipeline/domain/rates.ts";
import { nearestWords, parseReportRequest } from "../../../src/features/pipeline/domain/request.ts";
import {
  addMonths,
  asDay,
  type Day,
  monthOf,
  quarterOf,
  yearOf,
} from "../../../src/kernel/dates.ts";
import { AppError } from "../../../src/kernel/errors.ts";
import { tokenize } from "../../../src/kernel/text.ts";

const now = new Date("2026-11-18T14:00:00Z");
const context = { now, timeZone: "UTC", currency: "EUR" };

describe("what is written after a report's name", () => {
  const read = (text: string, prefer: "past" | "future" = "future") =>
    parseReportRequest(tokenize(text), context, prefer);

  test.each([
    ["", {}],
    ["mine", { scope: "mine" }],
    ["team this month", { scope: "team", span: ["2026-11-01", "2026-11-30", "this month"] }],
    ["next quarter of emea", { who: "emea", span: ["2027-01-01", "2027-03-31", "next quarter"] }],
    [
      "north america q1 2027",
      { who: "north america", span: ["2027-01-01", "2027-03-31", "Q1 2027"] },
    ],
    ["for @ada", { who: "@ada" }],
    ['"march" this year', { who: "march", span: ["2026-01-01", "2026-12-31", "this year"] }],
    ["everyone quarter", { scope: "all", span: ["2026-10-01", "2026-12-31", "this quarter"] }],
  ])("%s", (text, { span, ...rest }: { span?: string[]; who?: string; scope?: string }) => {
    const request = read(text);
    expect(request).toMatchObject(rest);
    expect(request.span && [request.span.from, request.span.to, request.span.label]).toEqual(span);
  });

  test("looks back where a report looks back", () => {
    expect(read("since monday", "past").span).toMatchObject({ from: "2026-11-16" });
    expect(read("since 2026-11-01", "past").span).toMatchObject({
      from: "2026-11-01",
      to: "2200-12-31",
    });
    expect(read("march", "past").span?.from).toBe("2026-03-01");
    expect(read("march").span?.from).toBe("2027-03-01");
  });

  test("refuses two periods", () => {
    expect(() => read("this month next quarter")).toThrow("These are two periods.");
  });

  test.each([
    ["thsi", "this quarter"],
    ["emaa", "EMEA"],
    ["evryone", "everyone"],
    ["quater", "quarter"],
    ["xyzzy", null],
  ])("%s most likely means %s", (written, meant) => {
    expect(nearestWords(written, ["EMEA", "Americas"])).toBe(meant);
  });
});

describe("quotas", () => {
  const day = asDay("2026-11-18");
  const people = [
    { id: 1, teamId: 1 },
    { id: 2, teamId: 1 },
    { id: 3, teamId: null },
  ];
  const of = (
    personId: number | null,
    kind: QuotaPeriod,
    startsOn: string,
    amount: number,
    teamId: number | null = null,
  ): Quota => ({
    personId,
    teamId,
    kind,
    startsOn: asDay(startsOn),
    amount,
    currency: "EUR",
  });
  const held = (all: Quota[], owner: Parameters<typeof heldQuota>[2], kind: QuotaPeriod) =>
    heldQuota(all, people, owner, kind, day, "EUR")?.minor ?? null;

  test.each<[string, Quota[], QuotaPeriod, number | null]>([
    ["none", [], "quarter", null],
    ["one that is set", [of(1, "quarter", "2026-10-01", 300)], "quarter", 300],
    [
      "a year is the sum of its quarters",
      [of(1, "quarter", "2026-01-01", 100), of(1, "quarter", "2026-10-01", 300)],
      "year",
      400,
    ],
    [
      "a year set by itself holds before its quarters",
      [of(1, "year", "2026-01-01", 1000), of(1, "quarter", "2026-10-01", 300)],
      "year",
      1000,
    ],
    [
      "a quarter is the sum of its months",
      [of(1, "month", "2026-10-01", 50), of(1, "month", "2026-11-01", 60)],
      "quarter",
      110,
    ],
    [
      "a year counts a quarter's months where the quarter has none",
      [of(1, "month", "2026-10-01", 50), of(1, "quarter", "2026-01-01", 70)],
      "year",
      120,
    ],
    ["a quarter is a fourth of the year", [of(1, "year", "2026-01-01", 1000)], "quarter", 250],
    ["a month is a third of its quarter", [of(1, "quarter", "2026-10-01", 300)], "month", 100],
    ["a month is a twelfth of the year", [of(1, "year", "2026-01-01", 1200)], "month", 100],
    ["another year says nothing", [of(1, "year", "2025-01-01", 1000)], "quarter", null],
  ])("%s", (_, all, kind, minor) => {
    expect(held(all, { personId: 1 }, kind)).toBe(minor);
  });

  test("a team's is its own, else the sum of its people's; everyone's counts each once", () => {
    const each = [
      of(1, "quarter", "2026-10-01", 300),
      of(2, "quarter", "2026-10-01", 200),
      of(3, "quarter", "2026-10-01", 50),
    ];
    expect(held(each, { teamId: 1 }, "quarter")).toBe(500);
    expect(held(each, "everyone", "quarter")).toBe(550);
    const own = [...each, of(null, "quarter", "2026-10-01", 600, 1)];
    expect(held(own, { teamId: 1 }, "quarter")).toBe(600);
    expect(held(own, "everyone", "quarter")).toBe(650);
  });

  test("the parts of a longer one add up to it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (amount) => {
        const year = [of(1, "year", "2026-01-01", amount)];
        const at = (kind: QuotaPeriod, on: Day) =>
          heldQuota(year, people, { personId: 1 }, kind, on, "EUR")?.minor ?? 0;
        const quarters = [0, 3, 6, 9].map((n) => addMonths(asDay("2026-01-01"), n));
        expect(quarters.reduce((sum, on) => sum + at("quarter", on), 0)).toBe(amount);
        for (const quarter of quarters)
          expect([0, 1, 2].reduce((sum, n) => sum + at("month", addMonths(quarter, n)), 0)).toBe(
            at("quarter", quarter),
          );
      }),
    );
  });

  test("are for whole months, quarters and years", () => {
    expect([monthOf(day), quarterOf(day), yearOf(day)].map(quotaPeriodOf)).toEqual([
      "month",
      "quarter",
      "year",
    ]);
    expect(quotaPeriodOf({ from: asDay("2026-11-01"), to: asDay("2026-11-29") })).toBeNull();
  });

  test.each([
    ["@ada 500k q4", { who: "@ada", minor: 50_000_000, kind: "quarter", from: "2026-10-01" }],
    ["emea 6m 2027", { who: "emea", minor: 600_000_000, kind: "year", from: "2027-01-01" }],
    [
      "north america 20k USD this month",
      { who: "north america", minor: 2_000_000, kind: "month", from: "2026-11-01" },
    ],
    ["", { who: undefined, minor: undefined, kind: "quarter", from: "2026-10-01" }],
    ["@ada", { who: "@ada", minor: undefined, kind: "quarter", from: "2026-10-01" }],
  ])("%s is understood", (text, { who, minor, kind, from }) => {
    const read = parseQuotaRequest(tokenize(text), context);
    expect({
      who: read.who,
      minor: read.amount?.minor,
      kind: read.kind,
      from: read.period.from,
    }).toEqual({ who, minor, kind, from });
  });

  test("a quota for three weeks is refused, with an example", () => {
    expect(() => parseQuotaRequest(tokenize("@ada 500k next 3 weeks"), context)).toThrow(AppError);
  });
});

describe("rates", () => {
  test("of many cases are what was counted; few lean on what is usual", () => {
    expect(rateOf(12, 15, 0.5)).toEqual({ rate: 0.8, good: 12, cases: 15, thin: false });
    expect(rateOf(4, 4, 0.5)).toEqual({ rate: 0.75, good: 4, cases: 4, thin: true });
    expect(rateOf(0, 0, 0.5).rate).toBeNull();
  });

  test("velocity is number × win rate × size ÷ cycle", () => {
    expect(velocity({ open: 40, winRate: 0.25, averageSize: 1000, cycleDays: 50 })).toBe(200);
    expect(velocity({ open: 40, winRate: null, averageSize: 1000, cycleDays: 50 })).toBeNull();
  });

  test("coverage is open over what the quota lacks, and none when it is reached", () => {
    expect(coverage(600, 500, 200)).toBe(2);
    expect(coverage(600, 500, 500)).toBeNull();
    expect(coverage(600, null, 0)).toBeNull();
  });
});

describe("KPIs", () => {
  test.each([
    ["win_rate", 0.31, true],
    ["win_rate", 0.3, false],
    ["cycle", 89, true],
    ["cycle", 90, false],
    ["coverage", 3.1, true],
    ["deal_size", 1_000_000, false],
    ["deal_size", 1_000_100, true],
    ["deals_per_rep", 5.1, true],
  ] as const)("%s of %d meets its target: %s", (kpi, value, met) => {
    expect(meetsTarget({ kpi, value, cases: 20 }, 2)).toBe(met);
  });

  test("say nothing on under five cases", () => {
    for (const kpi of KPIS) expect(meetsTarget({ kpi, value: 1, cases: 4 }, 2)).toBeNull();
  });
});

describe("insights", () => {
  const stay = (stage: string, nowDays: number, usualDays: number | null, here = 3, ended = 3) => ({
    stage,
    nowDays,
    usualDays,
    here,
    ended,
  });
  test("a stage holds deals up from one and a half times its usual stay on, the slowest first", () => {
    expect(
      bottlenecks([
        stay("a", 29, 20),
        stay("b", 30, 20),
        stay("c", 90, 20),
        stay("d", 90, 20, 2),
        stay("e", 90, null),
      ]).map((one) => one.stage),
    ).toEqual(["c", "b"]);
  });

  test.each([
    [{ open: 0, atRisk: 0, coverage: null, reached: false }, null],
    [{ open: 10, atRisk: 1, coverage: 3.5, reached: false }, "good"],
    [{ open: 10, atRisk: 1, coverage: null, reached: true }, "good"],
    [{ open: 10, atRisk: 3, coverage: 3.5, reached: false }, "fair"],
    [{ open: 10, atRisk: 1, coverage: 2, reached: false }, "fair"],
    [{ open: 10, atRisk: 6, coverage: 9, reached: false }, "poor"],
    [{ open: 10, atRisk: 0, coverage: 0.5, reached: false }, "poor"],
  ] as const)("%o is %s", (vitals, health) => {
    expect(healthOf(vitals)).toBe(health);
  });
});
