import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import {
  momentField,
  onDemand,
  optionalField,
  type Raw,
  searchField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import {
  dealChoice,
  dealName,
  dealOptions,
  guessDeal,
  inSentence,
  read,
  seeDeal,
} from "../../deals/index.ts";
import { showCard } from "../answers.ts";
import { demoId } from "../domain/demo.ts";
import { suggestFrom } from "../domain/suggest.ts";
import { requestDemo } from "../operations/request-demo.ts";
import { listTeamSkills } from "../queries/candidates.ts";
import { findDealFacts } from "../queries/deal-facts.ts";
import { demoFields } from "./demo-fields.ts";

type Filled = Record<"title" | "features" | "useCases" | "skills", Raw | undefined>;

const filled = (text: string): Raw | undefined => (text ? { value: text } : undefined);

/** What the form is filled with for a deal: its title, and what its requirements say. */
async function suggestionFor(call: Call, dealId: number): Promise<Filled & { known: number }> {
  const { workspaceId } = call.actor;
  const { facts, teamSkills } = await read(call, async (tx) => ({
    facts: await findDealFacts(tx, workspaceId, dealId),
    teamSkills: await listTeamSkills(tx, workspaceId),
  }));
  const { title = "", products = [], requirements = [] } = facts ?? {};
  const { features, useCases, skills } = suggestFrom({ products, requirements, teamSkills });
  return {
    known: requirements.length,
    title: filled(title ? `${title} demo`.slice(0, 120) : ""),
    features: filled(features.join("\n")),
    useCases: filled(useCases.join("\n")),
    skills: filled(skills.join(", ")),
  };
}

/** Asks for a demo of a deal. */
export const requestDemoModal = defineModal({
  id: "demos.request-form",
  title: "Request demo",
  submit: "Request demo",
  permission: "engineering.work",
  metadata: z.object({
    deal: z.object({ id: z.number().int(), name: z.string() }).nullable(),
    /** What the bot wrote into the form: only that is written over when another deal is chosen. */
    suggested: z.record(z.string(), z.string()),
    preparationMinutes: z.number().int(),
  }),
  intro: ({ deal }) => (deal ? md`For ${bold(deal.name)}. Change what was suggested.` : null),
  fields: {
    deal: onDemand(searchField({ label: "Deal", options: dealOptions })),
    title: demoFields.title,
    description: demoFields.description,
    features: demoFields.features,
    useCases: demoFields.useCases,
    minutes: demoFields.minutes,
    preparation: onDemand(demoFields.preparation),
    skills: demoFields.skills,
    preferredAt: optionalField(
      momentField({ label: "Wished for", hint: "Around when it would suit the customer." }),
    ),
  },
  live: {
    fields: ["deal"],
    async advise({ metadata, raw }, call) {
      const dealId = Number(raw.deal?.value);
      if (!Number.isInteger(dealId) || dealId <= 0) return { note: null };
      const view = await seeDeal(call, dealId);
      const { known, ...suggestion } = await suggestionFor(call, dealId);
      const isOurs = (name: keyof Filled) => {
        const typed = raw[name]?.value?.trim() ?? "";
        return typed === "" || typed === metadata.suggested[name];
      };
      const names = (Object.keys(suggestion) as (keyof Filled)[]).filter(isOurs);
      return {
        note:
          known > 0
            ? md`Suggested from what ${inSentence({ ...view.deal, ...view })} asks for.`
            : md`${inSentence({ ...view.deal, ...view })} has no requirements yet to suggest from.`,
        fill: Object.fromEntries(names.map((name) => [name, suggestion[name] ?? {}])),
      };
    },
  },
  async run({ metadata, values }, call) {
    const dealId = metadata.deal?.id ?? Number(values.deal);
    const demo = await requestDemo(call, dealId, {
      title: values.title,
      description: values.description ?? null,
      features: values.features ?? [],
      useCases: values.useCases ?? [],
      skills: values.skills ?? [],
      minutes: values.minutes,
      preparationMinutes: values.preparation ?? metadata.preparationMinutes,
      preferredAt: values.preferredAt ?? null,
    });
    return {
      ...(await showCard(call, demo.id, {
        notice: md`Asked for ${bold(demo.title)} (${demoId(demo)}).`,
      })),
      // The form may stand over the deal's card, which stays.
      replace: false,
    };
  },
});

/** The form for a deal that is known, or with a guess to be changed. */
export async function openRequestDemo(call: Call, dealId: number | null): Promise<ModalOpening> {
  const { minutes, preparationHours } = call.settings.demo;
  const preparationMinutes = Math.round(preparationHours * 60);
  const view = dealId === null ? null : await seeDeal(call, dealId);
  const guess = view ? null : await guessDeal(call, {});
  const of = dealId ?? guess?.id ?? null;
  const suggestion = of === null ? null : await suggestionFor(call, of);
  const fields = suggestion
    ? {
        title: suggestion.title,
        features: suggestion.features,
        useCases: suggestion.useCases,
        skills: suggestion.skills,
      }
    : {};
  const suggested = Object.fromEntries(
    Object.entries(fields).flatMap(([name, raw]) => (raw?.value ? [[name, raw.value]] : [])),
  );
  const deal =
    view && dealId !== null
      ? {
          id: dealId,
          name: dealName({ title: view.deal.title, accountName: view.accountName }),
        }
      : null;
  return requestDemoModal.open(
    { deal, suggested, preparationMinutes },
    {
      initial: {
        ...fields,
        deal: dealChoice(guess),
        minutes: { value: String(minutes) },
        preparation: { value: String(preparationMinutes) },
      },
      // Eight inputs are as many as anybody reads: whoever chooses the deal here describes the demo later.
      show: deal
        ? [
            "title",
            "description",
            "features",
            "useCases",
            "minutes",
            "preparation",
            "skills",
            "preferredAt",
          ]
        : [
            "deal",
            "title",
            "features",
            "useCases",
            "minutes",
            "preparation",
            "skills",
            "preferredAt",
          ],
    },
  );
}
