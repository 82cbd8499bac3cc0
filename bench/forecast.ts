import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { mase, smape } from "../src/features/forecast/domain/series/accuracy.ts";
import { seriesMethods } from "../src/features/forecast/domain/series/methods.ts";
import {
  isTooShort,
  type SeriesForecast,
  type SeriesMethod,
} from "../src/features/forecast/domain/series/series.ts";
import { mean, sequence } from "../src/features/forecast/domain/series/statistics.ts";
import { chosenOnHalves } from "./forecast/halves.ts";
import { type M3Series, type Published, readM3, readPublished } from "./forecast/m3.ts";

const SALES = /\b(sales|revenues?|shipments?)\b/i;
const LEVELS = [0.8, 0.95] as const;
const SHOWN = 3;

type Answered = { series: M3Series; answer: SeriesForecast; milliseconds: number };

/**
 * Continues the monthly and quarterly series of the M3 competition and compares with what came, beside the best published methods.
 * `--m3=` is the file, `--published=` the published figures (default: beside it), `--last=24` cuts each history to as many of its last
 * periods, `--halves` also tries whether weights chosen on half of the series serve the other half.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      m3: { type: "string", default: "m3.csv" },
      published: { type: "string" },
      last: { type: "string" },
      halves: { type: "boolean", default: false },
    },
  });
  if (
    !(await access(values.m3).then(
      () => true,
      () => false,
    ))
  ) {
    say(`${values.m3} is not there: give the M3 series with --m3=<file.csv>.`);
    return;
  }
  const last = values.last ? Number(values.last) : Infinity;
  const all = await readM3(values.m3);
  const published = await readPublished(
    values.published ?? join(dirname(values.m3), "m3-dev-published.csv"),
  );
  for (const [period, name] of [
    [12, "monthly"],
    [4, "quarterly"],
  ] as const) {
    const series = all.filter((each) => each.period === period);
    if (series.length === 0) continue;
    heading(`${name}, ${series.length} series`);
    for (const line of best(published, name)) say(line);
    for (const method of seriesMethods) report(method, series, last);
    const sales = series.filter((each) => SALES.test(each.text));
    if (sales.length > 0) {
      heading(`${name} sales, revenue or shipments, ${sales.length} series`);
      for (const method of seriesMethods) report(method, sales, last);
    }
    if (values.halves) {
      const { learned, equal } = chosenOnHalves(series);
      say(
        `members' weights learned on one half, judged on the other: MASE ${learned.toFixed(4)} (equal weights ${equal.toFixed(4)})`,
      );
    }
  }
}

function report(method: SeriesMethod, all: readonly M3Series[], last: number): void {
  const answered: Answered[] = [];
  let failed = 0;
  for (const series of all) {
    const { train, test, period } = series;
    const from = performance.now();
    const answer = method.forecast({ values: train.slice(-last), period }, test.length);
    const milliseconds = performance.now() - from;
    if (isTooShort(answer) || !answer.point.every(Number.isFinite)) failed += 1;
    else answered.push({ series, answer, milliseconds });
  }
  if (answered.length === 0) {
    say(`${method.name.padEnd(16)} answers none of them: too short`);
    return;
  }
  const sm = mean(answered.map(({ series, answer }) => smape(series.test, answer.point)));
  // By the whole history even when it is cut, so that figures of different lengths compare.
  const ms = mean(
    answered.map(({ series, answer }) =>
      mase(series.train, series.test, answer.point, series.period),
    ),
  );
  const covered = LEVELS.map((level) =>
    percent(mean(answered.flatMap((each) => hits(each, level)))),
  );
  const time = mean(answered.map((each) => each.milliseconds));
  const slowest = Math.max(...answered.map((each) => each.milliseconds));
  say(
    [
      method.name.padEnd(16),
      sm.toFixed(3).padStart(7),
      ms.toFixed(4).padStart(8),
      ...covered.map((each) => each.padStart(7)),
      time.toFixed(1).padStart(8),
      slowest.toFixed(0).padStart(9),
      String(failed).padStart(7),
    ].join(""),
  );
}

function hits({ series, answer }: Answered, level: number): number[] {
  const { lower, upper } = answer.interval(level);
  return sequence(series.test.length, (step) => {
    const actual = series.test[step] ?? Number.NaN;
    return actual >= (lower[step] ?? Infinity) && actual <= (upper[step] ?? -Infinity) ? 1 : 0;
  });
}

function best(published: readonly Published[], period: string): string[] {
  return published
    .filter((each) => each.period === period)
    .toSorted((a, b) => a.mase - b.mase)
    .slice(0, SHOWN)
    .map(
      ({ method, smape, mase }) =>
        `${method.slice(0, 16).padEnd(16)}${smape.toFixed(3).padStart(7)}${mase.toFixed(4).padStart(8)}  (published)`,
    );
}

function heading(text: string): void {
  say(`\n${text}\n${" ".repeat(16)}  sMAPE    MASE in 80 % in 95 %      ms slowest failed`);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
