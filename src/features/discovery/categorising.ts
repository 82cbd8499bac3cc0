import { createCategoriser, type Suggestion as Told } from "../../categorise/categoriser.ts";
import { recordLabel, suggestManyFor } from "../../categorise/labels.ts";
import type { Tx } from "../../db/client.ts";
import type { DealAct } from "../deals/index.ts";
import type { Severity } from "./domain/challenge.ts";
import type { Category } from "./domain/requirement.ts";
import { requirementTaxonomy } from "./domain/requirement-taxonomy.ts";
import { challengeSeverityTaxonomy } from "./domain/severity-taxonomy.ts";

/** What something probably is. */
export type Suggestion<Label> = {
  label: Label;
  /** In percent. */
  confidence: number;
  /** The word or phrase that decided, when there is such. */
  because: string | null;
};

const requirementCategoriser = createCategoriser(requirementTaxonomy);
const severityCategoriser = createCategoriser(challengeSeverityTaxonomy);

/** What kind of requirement each text probably is, by the product's words and what this team has corrected. */
export async function suggestCategories(
  tx: Tx,
  workspaceId: string,
  texts: readonly string[],
): Promise<Suggestion<Category>[]> {
  return (await suggestManyFor(tx, workspaceId, requirementCategoriser, texts)).map(inPercent);
}

/** How grave a challenge probably is. */
export async function suggestSeverity(
  tx: Tx,
  workspaceId: string,
  text: string,
): Promise<Suggestion<Severity>> {
  const [found] = await suggestManyFor(tx, workspaceId, severityCategoriser, [text]);
  if (!found) throw new Error("one text was asked about, and nothing was answered");
  return inPercent(found);
}

/** What a person said something is, and what had been suggested. */
export type Lesson<Label> = { text: string; label: Label; suggested: Label | null };

/** Teaches this team's categoriser a requirement: with the commit, the same words are suggested so. */
export function teachCategory(tx: Tx, act: DealAct, lesson: Lesson<Category>): Promise<void> {
  return teach(tx, act, requirementTaxonomy.name, lesson);
}

/** Teaches this team's categoriser a challenge. */
export function teachSeverity(tx: Tx, act: DealAct, lesson: Lesson<Severity>): Promise<void> {
  return teach(tx, act, challengeSeverityTaxonomy.name, lesson);
}

function teach(tx: Tx, act: DealAct, taxonomy: string, lesson: Lesson<string>): Promise<void> {
  const { workspaceId, personId } = act.actor;
  return recordLabel(tx, { workspaceId, taxonomy, ...lesson, by: personId || null, at: act.now });
}

function inPercent<Label extends string>(told: Told<Label>): Suggestion<Label> {
  return {
    label: told.label,
    // Nobody is ever wholly sure.
    confidence: Math.min(99, Math.round(told.confidence * 100)),
    because: told.because[0] ?? null,
  };
}
