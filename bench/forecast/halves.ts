import { learnWeights } from "../../src/features/forecast/domain/series/learn-weights.ts";
import { members } from "../../src/features/forecast/domain/series/members.ts";
import { at, mean, meanAbsolute } from "../../src/features/forecast/domain/series/statistics.ts";
import { seededRandom } from "../random.ts";
import type { M3Series } from "./m3.ts";

const SPLITS = 10;
/** Every third step is enough to learn from, and a third of the time. */
const STRIDE = 3;

type Scaled = { actual: number; forecasts: Record<string, { point: number }> };

/**
 * Would choosing on one half have helped on the other? Learns the members' weights from equal ones on a random half of the series and
 * gives the mean MASE on the other half, both ways, over ten splits; beside it, equal weights on the same series.
 */
export function chosenOnHalves(series: readonly M3Series[]): { learned: number; equal: number } {
  const names = Object.keys(members);
  const equal = Object.fromEntries(names.map((name) => [name, 1 / names.length]));
  const rows = series.map(scaledRows);
  const random = seededRandom(3);
  const scores = Array.from({ length: SPLITS }, () => {
    const order = rows
      .map((row) => ({ row, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ row }) => row);
    const half = Math.floor(order.length / 2);
    const halves = [order.slice(0, half), order.slice(half)] as const;
    return [halves, [halves[1], halves[0]] as const].map(([seen, unseen]) => {
      const judged = seen.flat().filter((_, index) => index % STRIDE === 0);
      return {
        learned: errorOf(unseen, learnWeights(judged, equal)),
        equal: errorOf(unseen, equal),
      };
    });
  }).flat();
  return {
    learned: mean(scores.map((score) => score.learned)),
    equal: mean(scores.map((score) => score.equal)),
  };
}

/** Actuals and members' forecasts in units of the series' seasonal-naive error, so that absolute errors average to MASE. */
function scaledRows({ train, test, period }: M3Series): Scaled[] {
  const unit = meanAbsolute(train.slice(period).map((value, step) => value - at(train, step)));
  const size = meanAbsolute(train);
  const scaled = train.map((value) => value / size);
  const ahead = Object.entries(members).map(
    ([name, member]) => [name, member(scaled, test.length, period)] as const,
  );
  return test.map((actual, step) => ({
    actual: actual / unit,
    forecasts: Object.fromEntries(
      ahead.map(([name, points]) => [name, { point: (at(points, step) * size) / unit }]),
    ),
  }));
}

function errorOf(rows: readonly Scaled[][], weights: Readonly<Record<string, number>>): number {
  const errors = rows.map((steps) =>
    mean(
      steps.map(({ actual, forecasts }) => {
        let sum = 0;
        for (const [name, weight] of Object.entries(weights))
          sum += weight * (forecasts[name]?.point ?? 0);
        return Math.abs(actual - sum);
      }),
    ),
  );
  return mean(errors);
}
