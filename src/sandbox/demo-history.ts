import type { LostReason, Stage } from "../features/deals/index.ts";
import type { DemoDeal } from "./demo-deals.ts";

const MONTHS = 18;
const DAYS_IN_MONTH = 30.4;
/** Deals begun in a month, before the season is looked at. */
const DEALS_A_MONTH = 6;
/** Sellers open more deals when a quarter ends. */
const QUARTER_END = 1.5;
/** Of the deals that reach a stage, how many go on to the next one. */
const GOES_ON = 0.84;
const WAY: readonly Stage[] = ["lead", "qualified", "discovery", "demo", "proposal", "negotiation"];
/** Days a deal stands in a stage, about. */
const STAY_DAYS = 17;

const OWNERS = ["ada", "bea", "nora", "jon", "eli", "kim", "tom"] as const;
const FIRST = [
  "Blue",
  "Red",
  "North",
  "South",
  "Silver",
  "Golden",
  "Green",
  "Iron",
  "Copper",
  "Lunar",
];
const LAST = ["Harbor", "Ridge", "River", "Valley", "Bridge", "Forest", "Summit", "Meadow"];
const TRADES = ["Logistics", "Foods", "Energy", "Health", "Retail", "Media"];
const TITLES = [
  "Platform rollout",
  "Analytics suite",
  "Support upgrade",
  "Security package",
  "Workflow automation",
];
const PEOPLE = [
  "Alex Moreau",
  "Robin Lang",
  "Sasha Novak",
  "Jamie Costa",
  "Chris Weber",
  "Noor Haddad",
];
const NEEDS = [
  "Single sign-on",
  "Data stays in the EU",
  "Audit log export",
  "Works with their ERP",
];
const STEPS = ["Send the proposal", "Call the sponsor", "Agree on the scope", "Book the demo"];
const LOSSES: readonly LostReason[] = [
  "price",
  "no_decision",
  "competitor",
  "timing",
  "feature_gap",
];

/**
 * Eighteen months of deals that began before today, the same at every call: more at quarter ends, about two fifths of the
 * decided ones won, and those of the last weeks still open.
 */
export function demoHistory(seed = 7): DemoDeal[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = new Set<string>();
  const deals: DemoDeal[] = [];
  for (let month = MONTHS; month >= 1; month--) {
    const season = month % 3 === 0 ? QUARTER_END : 1;
    const count = Math.round(DEALS_A_MONTH * season * (0.8 + 0.4 * random()));
    for (let i = 0; i < count; i++) {
      const account = `${pick(FIRST)} ${pick(LAST)} ${pick(TRADES)}`;
      if (names.has(account)) continue;
      names.add(account);
      const began = Math.round((month - random()) * DAYS_IN_MONTH) + 1;
      deals.push(oneDeal(account, began, random, pick));
    }
  }
  return deals;
}

function oneDeal(
  account: string,
  began: number,
  random: () => number,
  pick: <T>(list: readonly T[]) => T,
): DemoDeal {
  const path: [Stage, number][] = [["lead", began]];
  let day = began;
  let ended: "won" | "lost" | null = null;
  for (let at = 1; ended === null; at++) {
    day -= 1 + Math.round(STAY_DAYS * (0.3 + 1.4 * random()));
    if (day <= 1) break;
    const next = WAY[at];
    if (random() > GOES_ON) ended = "lost";
    else if (next) path.push([next, day]);
    else ended = "won";
  }
  if (ended) path.push([ended === "won" ? "closed_won" : "closed_lost", day]);
  const isOpen = ended === null;
  return {
    account,
    title: pick(TITLES),
    // A few large deals among many small ones, in round sums.
    amount: Math.round(4 + 90 * random() ** 3) * 1000 + 500 * Math.floor(4 * random()),
    owner: pick(OWNERS),
    contact: pick(PEOPLE),
    path,
    closes: isOpen ? 10 + Math.round(80 * random()) : -day,
    requirement: pick(NEEDS),
    ...(isOpen && random() < 0.7
      ? { nextStep: [pick(STEPS), 1 + Math.round(9 * random())] as const }
      : {}),
    ...(ended === "lost" ? { lost: [pick(LOSSES)] as const } : {}),
  };
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
