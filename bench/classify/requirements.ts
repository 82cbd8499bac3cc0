import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { createCategoriser, type TeamLabel } from "../../src/categorise/categoriser.ts";
import type { Category } from "../../src/features/discovery/domain/requirement.ts";
import { requirementTaxonomy } from "../../src/features/discovery/domain/requirement-taxonomy.ts";
import type { Answer } from "./measures.ts";

/** A labelled requirement of one project: F functional, SE security, L legal, others for qualities. */
export type Requirement = { project: string; text: string; label: string };

/** The three ways that requirements are sorted into. */
export const WAYS = ["functional", "security", "other"] as const;

const FOLDS = 10;

const rowsSchema = z.array(
  z.object({ project_id: z.string(), text: z.string(), label: z.string() }),
);

/** Reads a CSV file with the columns project_id, text and label. */
export async function readRequirements(path: string): Promise<Requirement[]> {
  const rows: unknown = parse(await readFile(path), { columns: true, bom: true });
  return rowsSchema
    .parse(rows)
    .map(({ project_id: project, text, label }) => ({ project, text, label }));
}

const truthOf = ({ label }: Requirement) =>
  label === "F" ? "functional" : label === "SE" ? "security" : "other";

/** Ours has five categories: integration, compliance and technical are none of functional and security. */
const wayOf = (category: Category) =>
  category === "functional" || category === "security" ? category : "other";

/** A label of the data as the team would have chosen it: laws are compliance, qualities of the product are technical. */
const asTaught = ({ text, label }: Requirement): TeamLabel => {
  const categories: Record<string, Category> = { F: "functional", SE: "security", L: "compliance" };
  return { text, label: categories[label] ?? "technical" };
};

/** Answers by the keywords alone, and by the model that nobody has taught yet. */
export function untaught(requirements: readonly Requirement[]) {
  const { byKeywords, suggest } = createCategoriser(requirementTaxonomy);
  const ask = (answer: typeof suggest): Answer[] =>
    requirements.map((one) => {
      const { label, confidence } = answer(one.text);
      return { truth: truthOf(one), answer: wayOf(label), confidence };
    });
  return { keywords: ask((text) => byKeywords(text)), model: ask((text) => suggest(text)) };
}

/** Answers about requirements by a model that was taught other ones. */
export function taught(
  lessons: readonly Requirement[],
  asked: readonly Requirement[],
): { answers: Answer[]; learnMs: number; answerMs: number } {
  const { suggest } = createCategoriser(requirementTaxonomy);
  const team = lessons.map(asTaught);
  const begun = performance.now();
  suggest("", team);
  const learnt = performance.now();
  const answers = asked.map((one) => {
    const { label, confidence } = suggest(one.text, team);
    return { truth: truthOf(one), answer: wayOf(label), confidence };
  });
  const answerMs = (performance.now() - learnt) / asked.length;
  return { answers, learnMs: learnt - begun, answerMs };
}

/** Each project's requirements answered by a model taught by the projects of the other folds. */
export function taughtByOtherProjects(requirements: readonly Requirement[]) {
  const rounds = foldsOf(requirements).map((asked) =>
    taught(
      requirements.filter((one) => !asked.includes(one)),
      asked,
    ),
  );
  const mean = (of: (round: (typeof rounds)[number]) => number) =>
    rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
  return {
    answers: rounds.flatMap((round) => round.answers),
    learnMs: mean((round) => round.learnMs),
    answerMs: mean((round) => round.answerMs),
  };
}

/** Whole projects to ten folds of about one size: the largest first, each to the fold that has least. */
function foldsOf(requirements: readonly Requirement[]): Requirement[][] {
  const projects = [...Map.groupBy(requirements, (one) => one.project).values()];
  const folds: Requirement[][] = Array.from({ length: FOLDS }, () => []);
  for (const project of projects.toSorted((a, b) => b.length - a.length)) {
    const smallest = folds.reduce((least, fold) => (fold.length < least.length ? fold : least));
    smallest.push(...project);
  }
  return folds.filter((fold) => fold.length > 0);
}
