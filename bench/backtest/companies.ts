import { addDays, addMonths, type Day, daysBetween, monthOf } from "../../src/kernel/dates.ts";
import { seededRandom } from "../random.ts";

/** How a made-up company sells. */
type Ways = {
  name: string;
  /** How long it has been selling. */
  months: number;
  dealsAMonth: number;
  /** How many more deals begin each month: 0.03 is three in a hundred. */
  growth?: number;
  /** How much more than usual begins in a calendar month, January first; 1 is as usual. */
  season?: readonly number[];
  /** How unlike the amounts are: a deal of usual luck below or above the middle differs by this factor's logarithm. */
  unlike?: number;
  /** The chance of a deal to go on from each stage, and how much the last eight months changed it. */
  goesOn?: number;
  turn?: number;
  /** Whether sellers keep close dates current. */
  careless?: boolean;
};

/** A deal as it stood from a day on. */
export type Standing = { from: Day; stage: string; closeDate: Day; pushes: number };

/** A made-up deal: whose it is, its amount in minor units, and its ways. */
export type MadeUpDeal = { ownerId: number; amount: number; standings: Standing[] };

const WAY = ["lead", "qualified", "discovery", "demo", "proposal", "negotiation"] as const;
const STAY_DAYS = 17;
const PUSH_DAYS = 30;
const TURN_MONTHS = 8;
export const SELLERS = 7;

const QUARTER_ENDS = [0.8, 0.9, 1.3, 0.8, 0.9, 1.3, 0.8, 0.9, 1.3, 0.8, 0.9, 1.3];
const YEAR = [0.6, 0.7, 1.0, 1.1, 1.2, 1.4, 0.7, 0.5, 1.2, 1.3, 1.5, 1.1];

/** Companies unlike each other: young and old, small and large, with seasons, growing, careless, in decline. */
const COMPANIES: readonly Ways[] = [
  { name: "young and small", months: 18, dealsAMonth: 7 },
  { name: "steady", months: 36, dealsAMonth: 14 },
  { name: "seasonal", months: 40, dealsAMonth: 25, season: YEAR },
  { name: "growing", months: 36, dealsAMonth: 8, growth: 0.035 },
  { name: "busy", months: 30, dealsAMonth: 70, season: QUARTER_ENDS },
  { name: "few large deals", months: 36, dealsAMonth: 8, unlike: 1.6 },
  { name: "careless with dates", months: 36, dealsAMonth: 20, careless: true },
  { name: "in decline", months: 30, dealsAMonth: 20, turn: 0.9 },
];

/** The ways of the company with that number: those of the list in turn, each time with other luck. */
export function waysOf(at: number): Ways {
  return COMPANIES[at % COMPANIES.length] as Ways;
}

/** All deals a company has begun up to a day; the same in every run. */
export function madeUpCompany(at: number, through: Day): MadeUpDeal[] {
  const ways = waysOf(at);
  const random = seededRandom(1000 + at);
  const skills = Array.from({ length: SELLERS }, () => 0.93 + 0.12 * random());
  const deals: MadeUpDeal[] = [];
  for (let month = 0; month < ways.months; month++) {
    const { from, to } = monthOf(addMonths(through, month + 1 - ways.months));
    const season = ways.season?.[Number(from.slice(5, 7)) - 1] ?? 1;
    const usual = ways.dealsAMonth * (1 + (ways.growth ?? 0)) ** month * season;
    for (let left = Math.round(usual * (0.75 + 0.5 * random())); left > 0; left--) {
      const began = addDays(from, Math.floor(random() * (daysBetween(from, to) + 1)));
      const ownerId = 1 + Math.floor(random() * SELLERS);
      const goesOn = (ways.goesOn ?? 0.84) * (skills[ownerId - 1] ?? 1);
      if (began <= through) deals.push(oneDeal(ways, { ownerId, began, goesOn }, through, random));
    }
  }
  return deals;
}

function oneDeal(
  { unlike = 0.8, turn = 1, careless = false }: Ways,
  { ownerId, began, goesOn }: { ownerId: number; began: Day; goesOn: number },
  through: Day,
  random: () => number,
): MadeUpDeal {
  const luck = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const amount = 100_000 * Math.max(1, Math.round(25 * Math.exp(unlike * luck)));
  const turnsOn = addMonths(through, -TURN_MONTHS);
  const standings: Standing[] = [];
  let day = began;
  let closeDate = expected(day, 0, random);
  let pushes = 0;
  for (let at = 0; day <= through; at++) {
    if (at > 0 && !careless && random() < 0.5) closeDate = expected(day, at, random);
    standings.push({ from: day, stage: WAY[at] ?? "negotiation", closeDate, pushes });
    const next = addDays(day, 1 + Math.round(STAY_DAYS * (0.3 + 1.4 * random())));
    // Who keeps dates current moves those that have passed, some days late.
    for (let late = addDays(closeDate, 4); !careless && late < next && late <= through; ) {
      closeDate = addDays(late, PUSH_DAYS);
      pushes++;
      if (late > day)
        standings.push({ from: late, stage: WAY[at] ?? "negotiation", closeDate, pushes });
      late = addDays(closeDate, 4);
    }
    day = next;
    const isLost = random() > goesOn * (day > turnsOn ? turn : 1);
    if (!isLost && at + 1 < WAY.length) continue;
    const stage = isLost ? "closed_lost" : "closed_won";
    if (day <= through) standings.push({ from: day, stage, closeDate: day, pushes });
    break;
  }
  return { ownerId, amount, standings };
}

/** When a seller expects the deal to close: about right, a few weeks early rather than late. */
function expected(day: Day, at: number, random: () => number): Day {
  return addDays(
    day,
    Math.max(3, Math.round(STAY_DAYS * (WAY.length - at) * (0.5 + 0.9 * random()))),
  );
}
