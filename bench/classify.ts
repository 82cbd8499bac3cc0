import { existsSync } from "node:fs";
import { stdout } from "node:process";
import { parseArgs } from "node:util";
import { labelsOf } from "../src/categorise/taxonomy.ts";
import {
  objectionSeverityTaxonomy,
  objectionTaxonomy,
} from "../src/features/objections/domain/objection-taxonomy.ts";
import {
  type Answer,
  accuracy,
  calibrationError,
  confusionTable,
  f1,
  macroF1,
} from "./classify/measures.ts";
import { answersTo, readObjections, SETS } from "./classify/objections.ts";
import {
  readRequirements,
  taught,
  taughtByOtherProjects,
  untaught,
  WAYS,
} from "./classify/requirements.ts";

/**
 * How well texts are sorted: requirements three ways (functional, security, other) and objections by type and severity, each
 * by the keywords alone and by the model. `--data=` is a file of labelled requirements, whose model is taught by other
 * projects than it is asked about; `--test=` a second one, asked about by a model that was taught all of the first.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, test: { type: "string" } },
  });
  if (values.data && existsSync(values.data)) await requirements(values.data, values.test);
  else
    say(
      values.data
        ? `Requirements are left out: there is no file ${values.data}.`
        : "Requirements are left out: give a CSV file with project_id, text and label as --data=.",
    );
  for (const set of SETS) await objections(set);
}

async function requirements(path: string, testPath: string | undefined): Promise<void> {
  const all = await readRequirements(path);
  const projects = new Set(all.map((one) => one.project)).size;
  say(`Requirements: ${all.length} of ${projects} projects, ${WAYS.join(" / ")}`);
  const { keywords, model } = untaught(all);
  scores("keywords alone", keywords, WAYS);
  scores("model, untaught", model, WAYS);
  const round = taughtByOtherProjects(all);
  scores("taught by others", round.answers, WAYS);
  say(`  learnt in ${round.learnMs.toFixed(0)} ms, an answer in ${round.answerMs.toFixed(2)} ms`);
  say(confusionTable(round.answers, WAYS).join("\n"));
  if (!testPath) return;
  const asked = await readRequirements(testPath);
  say(`\nRequirements of ${testPath}: ${asked.length}`);
  const fresh = untaught(asked);
  scores("keywords alone", fresh.keywords, WAYS);
  scores("model, untaught", fresh.model, WAYS);
  const { answers } = taught(all, asked);
  scores("taught by --data", answers, WAYS);
  say(confusionTable(answers, WAYS).join("\n"));
}

async function objections({ name, file }: (typeof SETS)[number]): Promise<void> {
  const all = await readObjections(file);
  for (const [what, taxonomy, truth] of [
    ["type", objectionTaxonomy, "type"],
    ["severity", objectionSeverityTaxonomy, "severity"],
  ] as const) {
    const labels: readonly string[] = labelsOf<string>(taxonomy);
    const { keywords, model } = answersTo<string>(taxonomy, all, (one) => one[truth]);
    say(`\nObjections by ${what}, ${name} (${file}, ${all.length})`);
    scores("keywords alone", keywords, labels);
    scores("model, untaught", model, labels);
    say(confusionTable(model, labels).join("\n"));
  }
}

function scores(how: string, answers: readonly Answer[], labels: readonly string[]): void {
  const each = labels.map((label) => `${label} ${f1(answers, label).toFixed(2)}`).join(", ");
  say(
    `  ${how.padEnd(17)} macro-F1 ${macroF1(answers, labels).toFixed(3)}  accuracy ${accuracy(answers).toFixed(3)}  calibration error ${calibrationError(answers).toFixed(3)}  (F1: ${each})`,
  );
}

function say(text: string): void {
  stdout.write(`${text}\n`);
}
