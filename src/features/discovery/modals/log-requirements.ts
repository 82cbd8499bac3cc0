import { z } from "zod";
import { cut, plural } from "../../../kernel/text.ts";
import type { Call } from "../../../slack/call.ts";
import {
  choiceField,
  type Field,
  onDemand,
  optionalField,
  searchField,
  textField,
} from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { bold, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import {
  dealChoice,
  dealName,
  dealOptions,
  type NamedDeal,
  read,
  seeDeal,
} from "../../deals/index.ts";
import { answerLogged, sureness } from "../answers.ts";
import { suggestCategories } from "../categorising.ts";
import { listed, requirementLines } from "../domain/lines.ts";
import { CATEGORIES, categoryName } from "../domain/requirement.ts";
import { logRequirements } from "../operations/requirements.ts";

/** The categories as a field offers them. */
export const categoryField = choiceField({
  label: "Category",
  hint: "Left empty, it follows the suggestion. What you choose is remembered.",
  choices: CATEGORIES.map((value) => ({ value, label: categoryName(value) })),
});

/** Requirements, one a line; what is wrong with one is said under the field. */
export function linesField(spec: {
  label: string;
  example: string;
  hint?: string;
}): Field<string[]> {
  const field = textField({ ...spec, lines: "many" });
  return { ...field, read: (raw, reader) => requirementLines(field.read(raw, reader)) };
}

/** Logs one requirement or several; without a known deal, as from the shortcut, it is chosen here. */
export const logRequirementsModal = defineModal({
  id: "discovery.log-requirements",
  title: "Log requirements",
  submit: "Log requirements",
  permission: "discovery.log",
  metadata: z.object({ id: z.number().int().nullable(), name: z.string().optional() }),
  intro: ({ name }) => (name ? md`What ${bold(name)} needs.` : null),
  fields: {
    deal: onDemand(searchField({ label: "Deal", options: dealOptions })),
    text: linesField({
      label: "Requirements",
      example: "Single sign-on with Okta",
      hint: "One requirement a line",
    }),
    category: optionalField(categoryField),
  },
  live: {
    fields: ["text"],
    async advise({ raw }, call) {
      return { note: await adviceOn(call, raw.text?.value ?? "") };
    },
  },
  async run({ metadata, values }, call) {
    const id = metadata.id ?? Number(values.deal);
    await seeDeal(call, id);
    const { text: texts, category } = values;
    return answerLogged(call, await logRequirements(call, id, { texts, category }));
  },
});

/** The form for a deal that is known, or one in which it is chosen, with a guess filled in. */
export function openLogRequirements(
  deal: { known: NamedDeal } | { guess: NamedDeal | null },
  text?: string,
) {
  const typed = text ? { text: { value: text } } : {};
  if ("known" in deal)
    return logRequirementsModal.open(
      { id: deal.known.id, name: cut(dealName(deal.known), 150) },
      { show: ["text", "category"], initial: typed },
    );
  return logRequirementsModal.open(
    { id: null },
    { initial: { deal: dealChoice(deal.guess), ...typed } },
  );
}

/** What the lines look like, and how sure that is; null while nothing is written. */
export async function adviceOn(call: Call, text: string): Promise<Mrkdwn | null> {
  const texts = listed(text);
  if (texts.length === 0) return null;
  const guesses = await read(call, (tx) =>
    suggestCategories(tx, call.actor.workspaceId, texts.slice(0, 30)),
  );
  const [first] = guesses;
  if (!first) return null;
  if (guesses.length === 1)
    return md`Looks like ${bold(categoryName(first.label).toLowerCase())}${sureness(first)}.`;
  const byLabel = Map.groupBy(guesses, (one) => one.label);
  const groups = [...byLabel].map(
    ([label, all]) => `${all.length} ${categoryName(label).toLowerCase()}`,
  );
  return md`${plural(texts.length, "requirement")}: ${groups.join(", ")}.`;
}
