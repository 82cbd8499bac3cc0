import { replaceOutliers } from "./outliers.ts";
import { type Series, stepName } from "./series.ts";
import { at, meanAbsolute } from "./statistics.ts";

/** A series made ready: no gaps, no leading silence, of mean size 1. */
export type Past = {
  /** In units of `unit`, so that no method depends on the currency. */
  values: number[];
  unit: number;
  /** What the reader should know, in sales words. */
  notes: string[];
  /** `flat`: never varied. `rare`: most periods have no sale. */
  kind: "regular" | "flat" | "rare";
};

const RARE = 0.4;

/**
 * Cleans a series: what is before the first known figure or first sale is left out, gaps are filled between their neighbours,
 * outliers count less. Everything done is said in `notes`. `keep` is the length below which empty periods at the beginning are kept.
 */
export function readPast({ values, period }: Series, keep: number): Past {
  const notes: string[] = [];
  const step = stepName(period);
  const known = values.map((value) =>
    value !== null && Number.isFinite(value) ? value : Number.NaN,
  );
  const begun = afterSilence(known, keep);
  const silent = known.slice(0, known.length - begun.length).filter((value) => value === 0).length;
  if (silent > 0)
    notes.push(
      `Nothing was booked in the first ${plural(silent, step)}: the history starts after.`,
    );
  const gaps = begun.filter(Number.isNaN).length;
  if (gaps > 0)
    notes.push(
      `${gaps === 1 ? `One ${step} has` : `${gaps} ${step}s have`} no figure: estimated from the ${step}s beside.`,
    );
  const filled = fillGaps(begun);
  const unit = meanAbsolute(filled) || 1;
  const scaled = filled.map((value) => value / unit);
  const kind = kindOf(scaled);
  if (kind === "flat")
    notes.push(
      scaled.every((value) => value === 0)
        ? "Nothing was booked so far, so nothing is expected."
        : `Every ${step} was the same, so the forecast repeats it.`,
    );
  if (kind === "rare")
    notes.push(`Many ${step}s have no sale: the forecast is what an average ${step} brings.`);
  if (kind !== "regular") return { values: scaled, unit, notes, kind };
  const calm = replaceOutliers(scaled, period);
  notes.push(...calm.outliers.map((side) => outlierNote(side, step)));
  if (scaled.some((value) => value < 0))
    notes.push(`At least one ${step} is below zero: refunds or corrections are in the history.`);
  return { values: calm.values, unit, notes: [...new Set(notes)], kind };
}

function kindOf(values: readonly number[]): Past["kind"] {
  if (values.every((value) => Math.abs(value - at(values, 0)) < 1e-12)) return "flat";
  const empty = values.filter((value) => value === 0).length;
  return empty >= RARE * values.length ? "rare" : "regular";
}

function outlierNote(side: "above" | "below", step: string): string {
  return `One ${step} is far ${side} the rest: it counts less.`;
}

/** Without unknown periods at the beginning, nor empty ones as long as `keep` periods are left. */
function afterSilence(values: readonly number[], keep: number): number[] {
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return [];
  const sold = values.findIndex((value) => value !== 0 && !Number.isNaN(value));
  return values.slice(sold >= 0 && values.length - sold >= keep ? sold : first);
}

/** Straight lines between the known neighbours; the last known value up to the end. */
function fillGaps(values: readonly number[]): number[] {
  const filled = [...values];
  let before = -1;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const width = index - before;
    for (let gap = before + 1; gap < index; gap++) {
      const share = (gap - before) / width;
      filled[gap] = before < 0 ? value : at(values, before) * (1 - share) + value * share;
    }
    before = index;
  });
  for (let gap = before + 1; gap < values.length; gap++) filled[gap] = at(values, before);
  return filled;
}

function plural(count: number, step: string): string {
  return count === 1 ? step : `${count} ${step}s`;
}
