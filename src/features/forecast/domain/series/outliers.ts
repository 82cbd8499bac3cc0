import { at, median } from "./statistics.ts";

/** How many times the usual distance from its neighbours a value may lie. */
const LIMIT = 6;
/** Which part of its neighbours' size the distance must have: a jump by a third in a smooth series is news, not an accident. */
const NOTABLE = 0.7;
const REACH = 3;
/** 1.4826: the median absolute deviation of normal noise times this is its standard deviation. */
const TO_DEVIATION = 1.4826;

/** A series whose lonely spikes were drawn in to the limit, and on which side each of them lay. */
export type Calmed = { values: number[]; outliers: ("above" | "below")[] };

/**
 * Draws in values that lie further from the median of their seven neighbours than six usual deviations (the idea of Hampel's
 * filter, 1974). A spike that comes again in the same season of another year is the season, not an outlier; a lasting change of level
 * moves the median with it and stays.
 */
export function replaceOutliers(values: readonly number[], period: number): Calmed {
  const centres = values.map((_, index) =>
    median(values.slice(Math.max(0, index - REACH), index + REACH + 1)),
  );
  const distances = values.map((value, index) => value - at(centres, index));
  const usual = TO_DEVIATION * median(distances.map(Math.abs));
  const limit = LIMIT * usual;
  // More than half of the values are equal: what differs is all there is to learn from.
  if (usual === 0) return { values: [...values], outliers: [] };
  const outliers: Calmed["outliers"] = [];
  const calmed = values.map((value, index) => {
    const distance = at(distances, index);
    const notable = Math.max(limit, NOTABLE * Math.abs(at(centres, index)));
    if (Math.abs(distance) <= notable || comesAgain(distances, index, period)) return value;
    outliers.push(distance > 0 ? "above" : "below");
    return at(centres, index) + Math.sign(distance) * limit * DRAWN_IN;
  });
  return { values: calmed, outliers };
}

/** An outlier is drawn in to this part of the limit: it still says something. */
const DRAWN_IN = 0.375;

function comesAgain(distances: readonly number[], index: number, period: number): boolean {
  if (period < 2) return false;
  const distance = at(distances, index);
  return distances.some(
    (other, place) => place !== index && (place - index) % period === 0 && other / distance > 0.4,
  );
}
