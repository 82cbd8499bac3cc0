import { BUCKETS, type Features } from "./features.ts";

/** A text the classifier learns from. */
export type Lesson = {
  features: Features;
  label: number;
  /** How much a mistake on this text costs against the others. */
  cost: number;
  /** What the keywords say for each label: the classifier learns only what they miss. */
  prior: readonly number[];
};

/** Learned weights: a row of `BUCKETS` for each label, and its bias. */
export type Classifier = {
  rows: readonly Float32Array[];
  biases: readonly number[];
  known: Uint8Array;
};

/** After six rounds the figures of the bench don't change any more. */
const MOST_ROUNDS = 8;
/** What no lesson misses by more: the weights are as good as final. */
const GOOD_ENOUGH = 0.05;

/**
 * Learns one linear separator for each label against all others: an L2-regularised support vector machine with squared
 * hinge loss, by dual coordinate descent (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM",
 * ICML 2008, algorithm 1). No learning rate, no chance: the same lessons in the same order give the same weights everywhere.
 * @param leans what each label is given on top of what was learned, one for each label
 */
export function train(lessons: readonly Lesson[], leans: readonly number[]): Classifier {
  const known = new Uint8Array(BUCKETS);
  for (const { features } of lessons) for (const bucket of features.buckets) known[bucket] = 1;
  const rows: Float32Array[] = [];
  const biases: number[] = [];
  for (const [label, lean] of leans.entries()) {
    const { row, bias } = separate(lessons, label);
    rows.push(row);
    biases.push(bias + lean);
  }
  return { rows, biases, known };
}

/** How far on each label's side a text lies; `prior` is what the keywords say. */
export function score(
  { rows, biases }: Classifier,
  features: Features,
  prior: readonly number[],
): number[] {
  return rows.map((row, k) => (biases[k] ?? 0) + (prior[k] ?? 0) + dot(row, features));
}

function separate(lessons: readonly Lesson[], label: number) {
  const row = new Float32Array(BUCKETS);
  let bias = 0;
  const alphas = new Float64Array(lessons.length);
  const order = shuffler(lessons.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let worst = 0;
    // Another order in each round: in one and the same it takes several times the rounds.
    for (const i of order()) {
      const lesson = lessons[i];
      if (!lesson) continue;
      const { features, prior, cost } = lesson;
      const side = lesson.label === label ? 1 : -1;
      const slack = 1 / (2 * cost);
      const alpha = alphas[i] ?? 0;
      const margin = side * (dot(row, features) + bias + (prior[label] ?? 0));
      const gradient = margin - 1 + slack * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (projected === 0) continue;
      worst = Math.max(worst, Math.abs(projected));
      // Features have length 1, and the bias is one more feature of value 1.
      const next = Math.max(0, alpha - gradient / (2 + slack));
      const step = (next - alpha) * side;
      alphas[i] = next;
      bias += step;
      const { buckets, values } = features;
      for (let j = 0; j < buckets.length; j++) {
        const bucket = buckets[j] as number;
        row[bucket] = (row[bucket] as number) + step * (values[j] as number);
      }
    }
    if (worst < GOOD_ENOUGH) break;
  }
  return { row, bias };
}

function dot(row: Float32Array, { buckets, values }: Features): number {
  let sum = 0;
  for (let j = 0; j < buckets.length; j++)
    sum += (row[buckets[j] as number] as number) * (values[j] as number);
  return sum;
}

/** Gives 0 … n − 1 in ever other orders, which are the same in every run. */
function shuffler(n: number): () => readonly number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let state = 0x2545f491;
  return () => {
    for (let i = n - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = Math.floor((state / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  };
}
