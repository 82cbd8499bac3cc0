import { describe, expect, test } from "vitest";
import { mix } from "../../../../src/features/forecast/domain/hybrid.ts";
import type { Answer, Method } from "../../../../src/features/forecast/domain/method.ts";
import { forecastPeriod } from "../../../../src/features/forecast/domain/period.ts";
import type { Trial } from "../../../../src/features/forecast/domain/track-record.ts";
import { madeOf } from "../../../../src/features/forecast/views/made-of.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const says = (thousands: number, spread: number): Answer => ({
  total: 100_000 * thousands,
  spread: 100_000 * spread,
  notes: [],
});
const answers = {
  pipeline: says(100, 10),
  trend: says(40, 60),
  seasonal: { silent: "too short" },
  ml: says(110, 11),
};
const usual = { pipeline: 0.3, trend: 0.2, seasonal: 0.2, ml: 0.3 };
const period = forecastPeriod("month", asDay("2026-10-01"));

const missed = (method: Method, by: number): Trial => ({
  kind: "month",
  startsOn: asDay("2026-09-01"),
  phase: "start",
  method,
  won: 0,
  forecast: 100 + by,
  spread: 10,
  actual: 100,
});

const words = (
  over: { weights?: typeof usual; bySureness?: boolean; method?: Method; trials?: Trial[] } = {},
) => {
  const { weights = usual, bySureness = true, method = "hybrid", trials = [] } = over;
  const outlook = {
    won: 0,
    growth: { expected: 0, spread: 0, notes: [] },
    answers,
    hybrid: mix(answers, { weights, bySureness, won: 0 }),
  };
  const evidence = { currency: "EUR" };
  return String(madeOf({ outlook, period, method, evidence, learned: { trials } }, 0.8));
};

describe("what a hybrid is made of", () => {
  test("says how much each counts and how far it was off, and who is too unsure to count", () => {
    const trials = [missed("pipeline", 9), missed("trend", 37), missed("ml", -14)];
    expect(words({ trials })).toBe(
      "Made of 52 % pipeline 100k (off by 9 % on average), 48 % ml 110k (14 %); too unsure to count: trend 40k (37 %)",
    );
  });

  test("counts all where the settings keep the weights as they are, but none that they leave out", () => {
    expect(words({ weights: { ...usual, pipeline: 0.5 }, bySureness: false })).toBe(
      "Made of 50 % pipeline 100k, 20 % trend 40k, 30 % ml 110k",
    );
    expect(words({ weights: { ...usual, ml: 0 } })).toBe(
      "Made of pipeline 100k; too unsure to count: trend 40k",
    );
  });

  test("shows every method beside a single one that was asked for", () => {
    expect(words({ method: "trend" })).toBe("Beside it: pipeline 100k, trend 40k, ml 110k");
  });
});
