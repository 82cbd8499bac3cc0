import type { Column, FeatureTable } from "./features.ts";
import { groupedFolds } from "./folds.ts";

/** A category with more levels than this (account, owner, campaign) is told apart by its record, not by its name. */
const MANY_LEVELS = 32;
/** A level seen in fewer deals than this counts as unseen: its own win rate would be chance. */
const RARE = 5;
/** A level's win rate is pulled to the mean as if this many more average deals had been seen. */
const PRIOR_DEALS = 20;
/** Folds of the out-of-fold win rates. */
const FOLDS = 5;

/** How one feature becomes one column of numbers. A feature may become several columns. */
export type ColumnEncoding = { readonly feature: string } & (
  | { readonly as: "value" }
  /** How many zeros the amount ends in: people guess in round numbers. */
  | { readonly as: "roundness" }
  /** log₂(1 + how many other deals had exactly this amount): a price from the list, or one of its own. */
  | { readonly as: "commonness"; readonly deals: readonly (readonly [number, number])[] }
  /** The win rate of the category's past deals; missing for a level that is rare, unseen or not given. */
  | { readonly as: "rate"; readonly rates: readonly (readonly [string, number])[] }
  /** log₂(1 + how many other deals had this level). */
  | { readonly as: "familiarity"; readonly deals: readonly (readonly [string, number])[] }
);

/** Columns of numbers a learner understands, NaN where nothing is known, and the feature each comes from. */
export type Matrix = { readonly columns: readonly Float64Array[]; readonly rows: number };

/**
 * Learns how to turn the table into numbers, and turns it. What a training row is told about its category or amount never
 * contains its own deal: counts leave its group out, and rates of categories with many levels are learned from the other
 * folds (Micci-Barreca 2001, out of fold). Categories with few levels use plain smoothed rates, which only order the levels.
 */
export function fitEncoding(
  table: FeatureTable,
  outcomes: Uint8Array,
  groups: Int32Array,
  seed: number,
): { encodings: ColumnEncoding[]; matrix: Matrix } {
  const encodings: ColumnEncoding[] = [];
  const columns: Float64Array[] = [];
  const add = (encoding: ColumnEncoding, column: Float64Array) => {
    encodings.push(encoding);
    columns.push(column);
  };
  const folds = groupedFolds(groups, outcomes, FOLDS, seed);
  for (const [at, { name, kind }] of table.schema.entries()) {
    const column = table.columns[at];
    if (column?.kind === "number") {
      add({ feature: name, as: "value" }, column.values);
      if (kind !== "money") continue;
      add({ feature: name, as: "roundness" }, column.values.map(roundness));
      const deals = dealsWith(column.values, groups);
      add({ feature: name, as: "commonness", deals: [...deals] }, othersWith(column.values, deals));
    } else if (column?.kind === "category") {
      const names = (codes: ReadonlyMap<number, number>) =>
        [...codes].map(([code, value]) => [column.levels[code] ?? "", value] as const);
      const codes = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : code));
      const deals = dealsWith(codes, groups);
      const rates = ratesOf(column, outcomes, groups, () => true);
      const many = deals.size > MANY_LEVELS;
      add(
        { feature: name, as: "rate", rates: names(rates) },
        many
          ? outOfFold(column, outcomes, groups, folds)
          : codes.map((code) => rates.get(code) ?? NaN),
      );
      if (many)
        add({ feature: name, as: "familiarity", deals: names(deals) }, othersWith(codes, deals));
    }
  }
  return { encodings, matrix: { columns, rows: table.length } };
}

/** Turns rows into columns as learned. Each row is encoded by itself: what else is asked about changes nothing. */
export function encode(encodings: readonly ColumnEncoding[], table: FeatureTable): Matrix {
  const columns = encodings.map((encoding) => {
    const column = table.columns[table.schema.findIndex(({ name }) => name === encoding.feature)];
    return column ? encodeColumn(encoding, column) : new Float64Array(table.length).fill(NaN);
  });
  return { columns, rows: table.length };
}

function encodeColumn(encoding: ColumnEncoding, column: Column): Float64Array {
  if (column.kind === "number") {
    if (encoding.as === "roundness") return column.values.map(roundness);
    if (encoding.as !== "commonness") return column.values;
    const deals = new Map(encoding.deals);
    return column.values.map((value) =>
      Number.isNaN(value) ? NaN : Math.log2(1 + (deals.get(value) ?? 0)),
    );
  }
  let told: readonly number[] = [];
  if (encoding.as === "rate") {
    const rates = new Map(encoding.rates);
    told = column.levels.map((level) => rates.get(level) ?? NaN);
  } else if (encoding.as === "familiarity") {
    const deals = new Map(encoding.deals);
    told = column.levels.map((level) => Math.log2(1 + (deals.get(level) ?? 0)));
  }
  return Float64Array.from(column.codes, (code) => told[code] ?? NaN);
}

/** 1,200 ends in two zeros; 0 in as many as one likes: 9. Cents and missing amounts have none. */
function roundness(amount: number): number {
  if (Number.isNaN(amount)) return NaN;
  if (amount === 0) return 9;
  let zeros = 0;
  for (let rest = amount; zeros < 9 && rest % 10 === 0; rest /= 10) zeros++;
  return zeros;
}

/** In how many groups each value occurs: ten snapshots of one deal are one deal. */
function dealsWith(values: Float64Array, groups: Int32Array): Map<number, number> {
  const seen = new Map<number, Set<number>>();
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const deals = seen.get(value) ?? new Set();
    deals.add(groups[row] ?? 0);
    seen.set(value, deals);
  }
  return new Map([...seen].map(([value, deals]) => [value, deals.size]));
}

function othersWith(values: Float64Array, deals: ReadonlyMap<number, number>): Float64Array {
  // The row's own deal always has the value, so one less than all is the others: log₂(1 + n − 1).
  return values.map((value) => (Number.isNaN(value) ? NaN : Math.log2(deals.get(value) ?? 1)));
}

function outOfFold(
  column: Column & { kind: "category" },
  outcomes: Uint8Array,
  groups: Int32Array,
  folds: Int32Array,
): Float64Array {
  const told = new Float64Array(column.codes.length).fill(NaN);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rates = ratesOf(column, outcomes, groups, (row) => folds[row] !== fold);
    for (const [row, code] of column.codes.entries())
      if (folds[row] === fold) told[row] = rates.get(code) ?? NaN;
  }
  return told;
}

/** Level → smoothed win rate of the rows that count, for levels that aren't rare among them. */
function ratesOf(
  column: Column & { kind: "category" },
  outcomes: Uint8Array,
  groups: Int32Array,
  counts: (row: number) => boolean,
): Map<number, number> {
  const rows = new Float64Array(column.levels.length);
  const won = new Float64Array(column.levels.length);
  const deals = column.levels.map(() => new Set<number>());
  let allRows = 0;
  let allWon = 0;
  for (const [row, code] of column.codes.entries()) {
    if (!counts(row)) continue;
    const outcome = outcomes[row] ?? 0;
    allRows++;
    allWon += outcome;
    if (code < 0) continue;
    rows[code] = (rows[code] ?? 0) + 1;
    won[code] = (won[code] ?? 0) + outcome;
    if ((deals[code]?.size ?? RARE) < RARE) deals[code]?.add(groups[row] ?? 0);
  }
  const mean = allRows ? allWon / allRows : 0.5;
  const rates = new Map<number, number>();
  for (const [code, of] of deals.entries())
    if (of.size >= RARE)
      rates.set(code, ((won[code] ?? 0) + PRIOR_DEALS * mean) / ((rows[code] ?? 0) + PRIOR_DEALS));
  return rates;
}
