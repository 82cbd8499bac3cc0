import { AppError } from "../../../../kernel/errors.ts";
import { seededRandom, shuffled } from "./random.ts";

/** The rows one trial learns from and the rows it is then asked about. */
export type Split = { readonly train: Int32Array; readonly test: Int32Array };

/** Numbers the groups (deals, accounts) from 0 in the order in which they first appear. */
export function groupCodes(groups: readonly (string | number)[]): Int32Array {
  const known = new Map<string | number, number>();
  return Int32Array.from(groups, (group) => {
    const code = known.get(group) ?? known.size;
    known.set(group, code);
    return code;
  });
}

/**
 * Puts each row into one of `folds` folds so that rows of one group (all snapshots of a deal, all deals of an account) are
 * never in two. Groups are dealt in a seeded random order, those with a win and those without in turn, so that each fold
 * has its share of both; every group goes to the fold that holds the fewest rows of its sort so far.
 */
export function groupedFolds(
  groups: Int32Array,
  outcomes: Uint8Array,
  folds: number,
  seed: number,
): Int32Array {
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const sizes = new Int32Array(count);
  const won = new Uint8Array(count);
  for (const [row, group] of groups.entries()) {
    sizes[group] = (sizes[group] ?? 0) + 1;
    if (outcomes[row]) won[group] = 1;
  }
  const foldOf = new Int32Array(count);
  const filled = [new Float64Array(folds), new Float64Array(folds)];
  for (const group of shuffled(count, seededRandom(seed))) {
    const rows = filled[won[group] ?? 0] ?? new Float64Array(folds);
    const fold = rows.indexOf(Math.min(...rows));
    foldOf[group] = fold;
    rows[fold] = (rows[fold] ?? 0) + (sizes[group] ?? 0);
  }
  return groups.map((group) => foldOf[group] ?? 0);
}

/** The rows of one fold as the test, all others as the training. */
export function splitAt(foldOf: Int32Array, fold: number): Split {
  const train: number[] = [];
  const test: number[] = [];
  for (const [row, its] of foldOf.entries()) (its === fold ? test : train).push(row);
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}

/** When a row was true and when its outcome became known: any unit that grows, such as days or milliseconds. */
export type RowTimes = { readonly asOf: Float64Array; readonly known: Float64Array };

/**
 * Trains on the past and tests on what follows: the cut is the moment up to which `share` of the rows were true. The
 * training holds rows whose outcome was known by then, the test rows that were true after it. A group in the training is not
 * in the test, and a row that was true before the cut but decided after it is in neither: nobody could have learned from it.
 */
export function timeOrderedSplit(times: RowTimes, groups: Int32Array, share: number): Split {
  if (!(share > 0 && share < 1))
    throw new AppError(
      "bad_input",
      `A share of ${share} leaves nothing to train on or nothing to test on.`,
      "Give a number between 0 and 1, such as 0.8.",
    );
  const moments = times.asOf.toSorted();
  const cut = moments[Math.max(0, Math.ceil(moments.length * share) - 1)] ?? 0;
  const train: number[] = [];
  const trained = new Set<number>();
  for (const [row, known] of times.known.entries())
    if (known <= cut) {
      train.push(row);
      trained.add(groups[row] ?? -1);
    }
  const test: number[] = [];
  for (const [row, asOf] of times.asOf.entries())
    if (asOf > cut && !trained.has(groups[row] ?? -1)) test.push(row);
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}
