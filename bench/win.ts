import { stdout } from "node:process";
import { parseArgs } from "node:util";
import {
  groupCodes,
  groupedFolds,
  type Split,
  splitAt,
} from "../src/features/forecast/domain/model/folds.ts";
import { type Scores, scoresOf } from "../src/features/forecast/domain/model/scores.ts";
import type { WinModel } from "../src/features/forecast/domain/model/win-model.ts";
import { type Deals, ibmDeals, madeUpDeals } from "./win/data.ts";
import { predictionMs, type Trial, trial } from "./win/trial.ts";

const FOLDS = 5;
const SEED = 1;
const PREDICTED = 10_000;

/**
 * Scores of the win-probability model on deals it has not seen, beside the logistic regression and the base rate, and what it
 * costs. `--data=` is a file of the IBM sales win/loss set (without it, deals are made up), `--test=` a second one: then the
 * model is also trained on all of the first and asked about all of the second.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, test: { type: "string" } },
  });
  const deals = values.data ? await ibmDeals(values.data) : madeUpDeals(20_000);
  const won = deals.won.filter(Boolean).length;
  say(`${deals.name}: ${deals.rows.length} rows, ${percent(won / deals.won.length)} won`);

  const alike = deals.rows.map((row) => JSON.stringify(row));
  await compare(
    `${FOLDS} folds at random, all rows of a deal in one fold`,
    deals,
    foldsOf(deals, deals.deals),
  );
  await compare(
    `${FOLDS} folds at random, all rows with the same features in one fold`,
    deals,
    foldsOf(deals, alike),
  );
  if (values.data)
    await compare("trained on the lower 80 % of the deal numbers, asked about the rest", deals, [
      inOrder(deals),
    ]);
  if (!values.test) return;
  const asked = await ibmDeals(values.test);
  const all = (of: Deals) => Int32Array.from(of.rows, (_, row) => row);
  const split = { train: all(deals), test: all(asked) };
  await compare(`trained on all of it, asked about ${values.test}`, deals, [split], asked);
}

/** Prints the scores of each learner on the test rows of all splits together. */
async function compare(
  how: string,
  deals: Deals,
  splits: readonly Split[],
  asked: Deals = deals,
): Promise<void> {
  say(`\n${how}`);
  say("                        AUC   (each fold)      Brier   log loss   calibration error");
  const trials: Trial[] = [];
  for (const learner of ["trees", "logistic"] as const) {
    const each: Trial[] = [];
    // One after another: each training has the processor, and the memory, for itself.
    for (const { train, test } of splits)
      each.push(await trial(learner, deals, train, asked, test));
    line(learner === "trees" ? "boosted trees" : "logistic", each);
    if (learner === "trees") trials.push(...each);
  }
  const rates = splits.map(({ train }, at) => {
    const rate = train.reduce((sum, row) => sum + Number(deals.won[row]), 0) / train.length;
    const outcomes = trials[at]?.outcomes ?? new Uint8Array();
    return { outcomes, probabilities: new Float64Array(outcomes.length).fill(rate) };
  });
  line("base rate", rates);
  costs(trials, asked);
}

function costs(trials: readonly Trial[], deals: Deals): void {
  const model = trials[0]?.model;
  if (!model) return;
  const seconds = trials.map((each) => each.seconds);
  const peak = process.resourceUsage().maxRSS / 1024;
  const blocked = Math.max(...trials.map(({ blockedMs }) => blockedMs));
  say(
    `  training ${range(seconds, 1)} s with ${model.trained.rows} rows; the main thread waited ${blocked.toFixed(0)} ms at most; ` +
      `peak memory of the whole process ${peak.toFixed(0)} MB`,
  );
  say(
    `  ${PREDICTED} predictions ${predictionMs(model, deals, PREDICTED).toFixed(0)} ms; ${described(model)}`,
  );
}

function described(model: WinModel): string {
  const size = JSON.stringify(model).length / 1024;
  const trees = model.learner.kind === "trees" ? `${model.learner.trees.length} trees, ` : "";
  return `the model: ${trees}calibration ${model.calibration.kind}, ${size.toFixed(0)} kB of JSON`;
}

function line(name: string, each: readonly Pick<Trial, "probabilities" | "outcomes">[]): void {
  const pooled = scoresOf(
    Float64Array.from(each.flatMap(({ probabilities }) => [...probabilities])),
    Uint8Array.from(each.flatMap(({ outcomes }) => [...outcomes])),
  );
  const folds = each.map(({ probabilities, outcomes }) => scoresOf(probabilities, outcomes).auc);
  say(`  ${name.padEnd(18)} ${columns(pooled, range(folds, 3))}`);
}

function columns({ auc, brier, logLoss, calibrationError }: Scores, folds: string): string {
  return (
    `${auc.toFixed(4)} (${folds})`.padEnd(24) +
    `${brier.toFixed(4)}   ${logLoss.toFixed(4)}     ${calibrationError.toFixed(4)}`
  );
}

function foldsOf(deals: Deals, groups: readonly string[]): Split[] {
  const outcomes = Uint8Array.from(deals.won, Number);
  const folds = groupedFolds(groupCodes(groups), outcomes, FOLDS, SEED);
  return Array.from({ length: FOLDS }, (_, fold) => splitAt(folds, fold));
}

function inOrder({ deals }: Deals): Split {
  const numbers = deals.map(Number);
  const cut = numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.8)] ?? 0;
  return splitAt(
    Int32Array.from(numbers, (number) => (number >= cut ? 1 : 0)),
    1,
  );
}

function range(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values).toFixed(digits), Math.max(...values).toFixed(digits)];
  return least === most ? least : `${least}–${most}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function say(text: string): void {
  stdout.write(`${text}\n`);
}
