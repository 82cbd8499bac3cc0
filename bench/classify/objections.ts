import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { createCategoriser } from "../../src/categorise/categoriser.ts";
import type { Taxonomy } from "../../src/categorise/taxonomy.ts";
import { OBJECTION_TYPES, SEVERITIES } from "../../src/features/objections/domain/objection.ts";
import type { Answer } from "./measures.ts";

/** An objection with the type and the severity we gave it. */
export type LabelledObjection = { text: string; type: string; severity: string };

/** The sets, the one that counts first; how each came about is in docs/categorisers.md. */
export const SETS = [
  { name: "held out: written after the words were chosen", file: "objections.csv" },
  { name: "unusual: written to avoid the usual words", file: "objections-unusual.csv" },
  { name: "first: known while the words were chosen", file: "objections-first.csv" },
] as const;

const rowsSchema = z.array(
  z.object({ text: z.string(), type: z.enum(OBJECTION_TYPES), severity: z.enum(SEVERITIES) }),
);

/** Reads one of the sets. */
export async function readObjections(file: string): Promise<LabelledObjection[]> {
  const bytes = await readFile(new URL(file, import.meta.url));
  const rows: unknown = parse(bytes, { columns: true });
  return rowsSchema.parse(rows);
}

/** Answers by the keywords alone and by the untaught model; `truth` says which label of an objection is asked for. */
export function answersTo<Label extends string>(
  taxonomy: Taxonomy<Label>,
  objections: readonly LabelledObjection[],
  truth: (objection: LabelledObjection) => string,
): { keywords: Answer[]; model: Answer[] } {
  const { byKeywords, suggest } = createCategoriser(taxonomy);
  const ask = (answer: typeof byKeywords): Answer[] =>
    objections.map((one) => {
      const { label, confidence } = answer(one.text);
      return { truth: truth(one), answer: label, confidence };
    });
  return { keywords: ask(byKeywords), model: ask((text) => suggest(text)) };
}
