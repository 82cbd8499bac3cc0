import { expect, test } from "vitest";
import { estimateOf, type LikeDeals } from "../../../../src/features/leads/domain/estimate.ts";
import { afterWorking, ladderOf } from "../../../../src/features/leads/domain/ladder.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const FALLBACK = { amount: eur(1_000_000), days: 90 };
const today = asDay("2026-11-18");
const won = (count: number, amount: number, days: number) => ({ count, amount, days });
const NONE = { count: 0, amount: null, days: null };

test.each<[string, LikeDeals, [number, string, string, string]]>([
  [
    "14 won deals of the industry",
    {
      industry: { name: "Retail", won: won(14, 4_000_000, 60) },
      segment: { name: "the SMB segment", won: won(20, 9, 9) },
      all: won(90, 8, 8),
    },
    [
      4_000_000,
      "median of 14 won deals in Retail",
      "2027-01-17",
      "60 days: median of 14 won deals in Retail",
    ],
  ],
  [
    "too few of the industry, enough of the segment",
    {
      industry: { name: "Retail", won: won(4, 4_000_000, 60) },
      segment: { name: "the SMB segment", won: won(5, 700_000, 30) },
      all: won(90, 8, 8),
    },
    [
      700_000,
      "median of 5 won deals in the SMB segment",
      "2026-12-18",
      "30 days: median of 5 won deals in the SMB segment",
    ],
  ],
  [
    "too few like it: all that were won",
    { industry: { name: "Retail", won: won(4, 4, 4) }, segment: null, all: won(1, 250_000, 0) },
    [250_000, "median of 1 won deal", "2026-11-19", "1 day: median of 1 won deal"],
  ],
  [
    "nothing won yet",
    { industry: null, segment: null, all: NONE },
    [1_000_000, "no deal won yet", "2027-02-16", "90 days: no deal won yet"],
  ],
])("%s", (_, like, [minor, amountWhy, closeDate, closeWhy]) => {
  expect(estimateOf(like, FALLBACK, today)).toEqual({
    amount: eur(minor),
    amountWhy,
    closeDate,
    closeWhy,
  });
});

const BERLIN = {
  hours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
  timeZone: "Europe/Berlin",
};

test.each([
  ["in the middle of a working day", "2026-11-18T14:00:00Z", 60, "2026-11-18T15:00:00Z"],
  ["over the end of the day", "2026-11-18T16:30:00Z", 60, "2026-11-19T08:30:00Z"],
  ["in the evening", "2026-11-18T20:00:00Z", 15, "2026-11-19T08:15:00Z"],
  ["over the weekend", "2026-11-20T16:45:00Z", 60, "2026-11-23T08:45:00Z"],
  ["on a Sunday", "2026-11-22T12:00:00Z", 15, "2026-11-23T08:15:00Z"],
  ["longer than a day", "2026-11-18T08:00:00Z", 10 * 60, "2026-11-19T09:00:00Z"],
])("the ladder counts working time: %s", (_, from, minutes, expected) => {
  expect(afterWorking(new Date(from), minutes, BERLIN)).toEqual(new Date(expected));
});

test("who never works loses a lead by the clock on the wall", () => {
  const never = { ...BERLIN, hours: { ...BERLIN.hours, days: [] } };
  const from = new Date("2026-11-18T14:00:00Z");
  expect(ladderOf(from, { nudgeAfterMinutes: 15, reassignAfterMinutes: 60 }, never)).toEqual({
    nudgeAt: new Date("2026-11-18T14:15:00Z"),
    lapseAt: new Date("2026-11-18T15:00:00Z"),
  });
});
