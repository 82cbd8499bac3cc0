import { at, clamp } from "./statistics.ts";

/** A number to be found: where the search starts, how far its first step goes, and the bounds it must keep. */
export type Unknown = { start: number; step: number; low?: number; high?: number };

/** What the search found, and the cost there. */
export type Found = { values: number[]; cost: number };

type Corner = Found;

const TOLERANCE = 1e-7;

/**
 * Finds the values with the smallest cost by the downhill simplex method (Nelder and Mead, 1965). No randomness: the same
 * question has the same answer. A value outside its bounds is judged at the bound and pays for the distance.
 */
export function findMinimum(
  cost: (values: readonly number[]) => number,
  unknowns: readonly Unknown[],
  { rounds = 250, tolerance = TOLERANCE } = {},
): Found {
  const lows = unknowns.map(({ low = -Infinity }) => low);
  const highs = unknowns.map(({ high = Infinity }) => high);
  const inside = (values: readonly number[]) =>
    values.map((value, index) => clamp(value, at(lows, index), at(highs, index)));
  const corner = (values: number[]): Corner => {
    const held = inside(values);
    let outside = 0;
    held.forEach((value, index) => {
      outside += Math.abs(value - at(values, index));
    });
    const judged = cost(held);
    // Relative to the cost, so that the price of leaving does not depend on the unit; costs may be negative (log likelihoods).
    return { values, cost: judged + outside * (Math.abs(judged) + 1e-9) };
  };
  const start = unknowns.map((unknown) => unknown.start);
  const corners = [
    corner(start),
    ...unknowns.map((unknown, moved) =>
      corner(start.map((value, index) => (index === moved ? value + unknown.step : value))),
    ),
  ];
  for (let round = 0; round < rounds; round++) {
    corners.sort((a, b) => a.cost - b.cost);
    const best = corners[0] as Corner;
    const worst = corners.at(-1) as Corner;
    if (worst.cost - best.cost <= tolerance * (Math.abs(best.cost) + 1e-12)) break;
    const second = corners.at(-2) as Corner;
    const next = replacement(corners, best, second, worst, corner);
    if (next) corners[corners.length - 1] = next;
    else shrink(corners, best, corner);
  }
  const winner = corners.reduce((best, each) => (each.cost < best.cost ? each : best));
  return { values: inside(winner.values), cost: winner.cost };
}

/** A better corner on the line through the worst one and the centre of the others, or null where there is none. */
function replacement(
  corners: readonly Corner[],
  best: Corner,
  second: Corner,
  worst: Corner,
  corner: (values: number[]) => Corner,
): Corner | null {
  const others = corners.length - 1;
  const centre = worst.values.map((_, index) => {
    let sum = 0;
    for (let each = 0; each < others; each++) sum += at((corners[each] as Corner).values, index);
    return sum / others;
  });
  const along = (distance: number) =>
    corner(centre.map((middle, index) => middle + distance * (at(worst.values, index) - middle)));
  const reflected = along(-1);
  if (reflected.cost < best.cost) {
    const expanded = along(-2);
    return expanded.cost < reflected.cost ? expanded : reflected;
  }
  if (reflected.cost < second.cost) return reflected;
  const contracted = along(reflected.cost < worst.cost ? -0.5 : 0.5);
  return contracted.cost < Math.min(reflected.cost, worst.cost) ? contracted : null;
}

function shrink(corners: Corner[], best: Corner, corner: (values: number[]) => Corner): void {
  corners.forEach((each, index) => {
    if (each === best) return;
    corners[index] = corner(each.values.map((value, k) => (value + at(best.values, k)) / 2));
  });
}
