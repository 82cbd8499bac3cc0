import { type Lesson, score, train } from "./classifier.ts";

/** Steepnesses that are tried: from "scores say nothing" to "a small lead is certainty". */
const SHARPNESSES = [0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8];
/** Lessons above which two parts must do, and above which only some are looked at: learning it all again would be felt. */
const FEW = 400;
const MOST = 600;

/** Each label's chance: the softmax of the scores times the sharpness. */
export function likelihoods(scores: readonly number[], sharpness: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((value) => Math.exp(sharpness * (value - top)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/**
 * How steep the softmax has to be for the chances to come true: texts are scored by a classifier that has not seen them,
 * and the sharpness under which their labels are likeliest is taken (temperature scaling, Guo et al., "On calibration of
 * modern neural networks", ICML 2017).
 */
export function fitSharpness(all: readonly Lesson[], leans: readonly number[]): number {
  const every = Math.ceil(all.length / MOST);
  const lessons = all.filter((_, i) => i % every === 0);
  const parts = lessons.length > FEW ? 2 : 5;
  const unseen: { scores: number[]; label: number }[] = [];
  for (let part = 0; part < parts; part++) {
    const classifier = train(
      lessons.filter((_, i) => i % parts !== part),
      leans,
    );
    for (let i = part; i < lessons.length; i += parts) {
      const { features, prior, label } = lessons[i] as Lesson;
      unseen.push({ scores: score(classifier, features, prior), label });
    }
  }
  const surprise = (sharpness: number) =>
    unseen.reduce(
      (sum, { scores, label }) => sum - Math.log(likelihoods(scores, sharpness)[label] ?? 1),
      0,
    );
  return SHARPNESSES.reduce((best, next) => (surprise(next) < surprise(best) ? next : best), 1);
}
