import { z } from "zod";
import { authorize } from "../../../kernel/access.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Call } from "../../../slack/call.ts";
import { onDemand, type Raw, searchField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import {
  dealChoice,
  dealName,
  dealOptions,
  type NamedDeal,
  read,
  seeDeal,
  viewingOf,
} from "../../deals/index.ts";
import { cardAnswer } from "../answers.ts";
import { OPEN_STATUSES } from "../domain/contract.ts";
import { statusWords } from "../domain/words.ts";
import { createContract, type UsualTerms, usualTerms } from "../operations/create-contract.ts";
import { type ContractGlance, findContractOf } from "../queries/contract.ts";
import {
  customField,
  fillTemplate,
  fillTerms,
  LIVE_TERMS,
  readTerms,
  reviewNote,
  termsFields,
} from "./terms-fields.ts";

/** Makes a contract. A form has eight fields at most: the one that asks for the deal leaves the own terms to the edit. */
export const newContractModal = defineModal({
  id: "contracts.new",
  title: "New contract",
  submit: "Make contract",
  permission: "quote.write",
  /** Null when the deal is chosen in the form. */
  metadata: z.object({ deal: z.object({ id: z.number().int(), name: z.string() }).nullable() }),
  intro: ({ deal }) => (deal ? md`For ${deal.name}.` : null),
  fields: {
    deal: onDemand(searchField({ label: "Deal", options: dealOptions })),
    ...termsFields,
    custom: customField,
  },
  live: {
    fields: ["deal", ...LIVE_TERMS],
    async advise({ raw, typed }, call) {
      if (typed === "deal") return adviseDeal(call, raw);
      if (typed !== "template") return { note: reviewNote(raw) };
      const fill = fillTemplate(raw.template);
      return { note: reviewNote({ ...raw, ...fill }), fill };
    },
  },
  async run({ metadata, values }, call) {
    const dealId = metadata.deal?.id ?? Number(values.deal);
    const terms = readTerms(values, values.custom ?? null);
    const { result } = await createContract(call, dealId, terms);
    return cardAnswer(call, result.id, (name) => md`Made a contract on ${name}.`);
  },
});

/** The form for a deal that was named, with the value of its quote. */
export async function newContractOn(call: Call, dealId: number): Promise<ModalOpening> {
  const view = await seeDeal(call, dealId);
  // Asked before the form opens, so that nobody fills in what will be refused; the operation asks again.
  authorize(call.actor, "quote.write", view.relations);
  const name = dealName({ title: view.deal.title, accountName: view.accountName });
  const { usual, open } = await usualOf(call, dealId);
  const initial = fillTerms(usual.terms);
  return newContractModal.open(
    { deal: { id: dealId, name } },
    {
      show: ["template", "payment", "support", "sla", "value", "starts", "months", "custom"],
      initial,
      note: noteOf(initial, usual, open),
    },
  );
}

/** The form that asks for the deal too, with a guess of it. */
export async function newContractAny(call: Call, guess: NamedDeal | null): Promise<ModalOpening> {
  const known = guess ? await usualOf(call, guess.id) : null;
  const initial = known ? fillTerms(known.usual.terms) : {};
  return newContractModal.open(
    { deal: null },
    {
      show: ["deal", "template", "payment", "support", "sla", "value", "starts", "months"],
      initial: { ...initial, deal: dealChoice(guess) },
      note: known ? noteOf(initial, known.usual, known.open) : null,
    },
  );
}

type Known = { usual: UsualTerms; open: ContractGlance | null };

async function usualOf(call: Call, dealId: number): Promise<Known> {
  const { deal } = await seeDeal(call, dealId);
  return read(call, async (tx) => ({
    usual: await usualTerms(tx, call, deal, viewingOf(call).today),
    open: await findContractOf(tx, call.actor.workspaceId, dealId),
  }));
}

async function adviseDeal(call: Call, raw: { deal?: Raw; template?: Raw }) {
  const id = Number(raw.deal?.value);
  if (!id) return { note: null };
  const { usual, open } = await usualOf(call, id);
  const filled = fillTerms(usual.terms);
  const { value, starts, months } = filled;
  // What was chosen of the paper stays; the deal brings its value and dates.
  const fill = raw.template?.value ? { value, starts, months } : { ...filled, custom: undefined };
  return { note: noteOf({ ...filled, ...raw }, usual, open), fill };
}

function noteOf(
  raw: Parameters<typeof reviewNote>[0],
  { quoteId }: UsualTerms,
  open: ContractGlance | null,
): Mrkdwn | null {
  if (open && OPEN_STATUSES.includes(open.status))
    return md`This deal has ${formatId("contract", open.id)} already, ${statusWords(open.status)}: a second one is refused while it is open.`;
  const source = quoteId === null ? null : md`The value is that of ${formatId("quote", quoteId)}.`;
  const note = join([reviewNote(raw), source], " ");
  return note.text ? note : null;
}
