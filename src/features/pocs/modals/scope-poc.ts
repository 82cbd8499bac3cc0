import { z } from "zod";
import { authorize } from "../../../kernel/access.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Call } from "../../../slack/call.ts";
import {
  dayField,
  onDemand,
  optionalField,
  type Raw,
  searchField,
  textField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import {
  dealChoice,
  dealName,
  dealOptions,
  type NamedDeal,
  read,
  seeDeal,
  viewingOf,
} from "../../deals/index.ts";
import { viewAnswer } from "../answers.ts";
import { standardCriteria, writeCriteria } from "../domain/criteria.ts";
import { type Limits, usualDates, usualTitle } from "../domain/scope.ts";
import { statusWords } from "../domain/words.ts";
import { scopePoc, secondPoc } from "../operations/scope-poc.ts";
import { findLivePoc, listNeeds } from "../queries/poc.ts";
import { criteriaField, limitedFields } from "./fields.ts";
import { limitedModal, limitsSchema } from "./limited-modal.ts";

const USUAL_USERS = 5;

function build(limits: Limits) {
  const { title, features, integrations, users } = limitedFields(limits);
  return defineModal({
    id: "pocs.scope",
    title: "Scope a proof of concept",
    submit: "Scope PoC",
    permission: "engineering.work",
    metadata: z.object({
      limits: limitsSchema,
      /** Null when the deal is chosen in the form. */
      deal: z.object({ id: z.number().int(), name: z.string() }).nullable(),
    }),
    intro: ({ deal }) => (deal ? md`For ${deal.name}.` : null),
    fields: {
      deal: onDemand(searchField({ label: "Deal", options: dealOptions })),
      title: onDemand(title),
      scope: optionalField(
        textField({
          label: "What is tried, and what is not",
          example: "Sign-on and reports with live data of one plant; no mobile app",
          lines: "many",
        }),
      ),
      features,
      integrations: optionalField(integrations),
      users,
      starts: dayField({ label: "Starts" }),
      ends: dayField({ label: "Ends" }),
      criteria: criteriaField(),
    },
    live: {
      fields: ["deal"],
      async advise({ raw }, call) {
        const id = Number(raw.deal?.value);
        if (!id) return { note: null };
        const known = await needsOf(call, id, limits);
        // What somebody typed stays; only an empty field is filled in.
        const fill = {
          ...(isEmpty(raw.features) ? { features: { value: known.features } } : {}),
          ...(isEmpty(raw.integrations) ? { integrations: { value: known.integrations } } : {}),
        };
        return { note: known.note, fill };
      },
    },
    async run({ metadata, values }, call) {
      const dealId = metadata.deal?.id ?? Number(values.deal);
      const { deal } = await seeDeal(call, dealId);
      const { result } = await scopePoc(
        call,
        dealId,
        {
          title: values.title ?? usualTitle(deal.title),
          description: null,
          scope: values.scope ?? null,
          features: values.features,
          integrations: values.integrations ?? [],
          users: values.users,
          startsOn: values.starts,
          endsOn: values.ends,
        },
        values.criteria,
      );
      return viewAnswer(call, result.id, (name) => md`Scoped a proof of concept on ${name}.`);
    },
  });
}

/** Scopes a proof of concept; which fields it asks for depends on whether the deal is known already. */
export const scopePocModal = limitedModal({
  id: "pocs.scope",
  permission: "engineering.work",
  build,
});

/** The form for a deal that was named, with what the customer needs filled in as features. */
export async function scopeOn(call: Call, dealId: number): Promise<ModalOpening> {
  const view = await seeDeal(call, dealId);
  // Asked before the form opens, so that nobody fills in what will be refused; the operation asks again.
  authorize(call.actor, "engineering.work", view.relations);
  const name = dealName({ title: view.deal.title, accountName: view.accountName });
  const live = await read(call, (tx) => findLivePoc(tx, call.actor.workspaceId, dealId));
  if (live) throw secondPoc(live);
  const needs = await needsOf(call, dealId, call.settings.poc);
  return build(call.settings.poc).open(
    { limits: limitsSchema.parse(call.settings.poc), deal: { id: dealId, name } },
    {
      show: ["title", "scope", "features", "integrations", "users", "starts", "ends", "criteria"],
      initial: {
        ...usual(call),
        title: { value: usualTitle(view.deal.title) },
        features: { value: needs.features },
        integrations: { value: needs.integrations },
      },
    },
  );
}

/** The form that asks for the deal too, with a guess of it. */
export async function scopeAny(call: Call, guess: NamedDeal | null): Promise<ModalOpening> {
  const needs = guess ? await needsOf(call, guess.id, call.settings.poc) : null;
  return build(call.settings.poc).open(
    { limits: limitsSchema.parse(call.settings.poc), deal: null },
    {
      show: ["deal", "scope", "features", "integrations", "users", "starts", "ends", "criteria"],
      initial: {
        ...usual(call),
        deal: dealChoice(guess),
        features: { value: needs?.features ?? "" },
        integrations: { value: needs?.integrations ?? "" },
      },
    },
  );
}

function usual(call: Call) {
  const { startsOn, endsOn } = usualDates(viewingOf(call).today, call.settings.poc);
  return {
    users: { value: String(Math.min(USUAL_USERS, call.settings.poc.maxUsers)) },
    starts: { value: startsOn },
    ends: { value: endsOn },
    criteria: { value: writeCriteria(standardCriteria) },
  };
}

const isEmpty = (raw: Raw | undefined) => !raw?.value?.trim();

async function needsOf(
  call: Call,
  dealId: number,
  limits: Limits,
): Promise<{ features: string; integrations: string; note: Mrkdwn | null }> {
  await seeDeal(call, dealId);
  const { needs, live } = await read(call, async (tx) => ({
    needs: await listNeeds(tx, call.actor.workspaceId, dealId),
    live: await findLivePoc(tx, call.actor.workspaceId, dealId),
  }));
  return {
    features: needs.features.slice(0, limits.maxFeatures).join("\n"),
    integrations: needs.integrations.slice(0, limits.maxIntegrations).join("\n"),
    note: live
      ? md`This deal has ${formatId("poc", live.id)} already, ${statusWords(live.status)}: a second one is refused while it lives.`
      : null,
  };
}
