import { z } from "zod";
import { AppError } from "../../../kernel/errors.ts";
import type { Call } from "../../../slack/call.ts";
import {
  choiceField,
  type Field,
  numberField,
  optionalField,
  type Raw,
  textField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealId, read } from "../../deals/index.ts";
import { givenWords, leadAnswer, sameCompany } from "../answers.ts";
import { email, MAX_EMPLOYEES } from "../domain/facts.ts";
import { type Lead, leadId, SOURCES } from "../domain/lead.ts";
import { sourceName, statusName } from "../domain/words.ts";
import { createLead, type NewLead, SameCompany, type Taking } from "../operations/create-lead.ts";
import { editLead } from "../operations/work-lead.ts";
import { listDealsOfCompany, listTwins } from "../queries/lead.ts";

/** An e-mail address. */
export const emailField: Field<string> = {
  ...textField({ label: "Their e-mail", example: "jane@acme.com", max: 200 }),
  read(raw) {
    const address = email(raw?.value ?? null);
    if (address) return address;
    throw new AppError("bad_input", "Fill in: their e-mail.", "Like jane@acme.com.");
  },
};

const TAKERS: readonly { value: Taking; label: string }[] = [
  { value: "rules", label: "Whom the rules choose" },
  { value: "me", label: "Me" },
  { value: "nobody", label: "Nobody yet" },
];

const companyFields = {
  company: textField({ label: "Company", example: "Acme", max: 120 }),
  contactName: optionalField(textField({ label: "Contact", example: "Jane Doe", max: 120 })),
  contactEmail: optionalField(emailField),
  source: choiceField({
    label: "Where it came from",
    choices: SOURCES.map((value) => ({ value, label: sourceName(value) })),
  }),
  employees: optionalField(
    numberField({ label: "Employees", hint: "About how many", min: 0, max: MAX_EMPLOYEES }),
  ),
  industry: optionalField(textField({ label: "Industry", example: "Manufacturing", max: 80 })),
  country: optionalField(textField({ label: "Country", example: "Germany", max: 60 })),
};

/** The form for a new lead. It says while one types when the company is known already. */
export const newLeadModal = defineModal({
  id: "leads.new",
  title: "New lead",
  submit: "Create lead",
  permission: "lead.create",
  metadata: z.object({ again: z.boolean() }),
  intro: ({ again }) => (again ? md`A second lead of this company, on purpose.` : null),
  fields: {
    ...companyFields,
    take: choiceField({ label: "Who takes it", choices: TAKERS }),
  },
  live: {
    fields: ["company"],
    advise: async ({ raw }, call) => ({ note: await knownOf(call, raw.company?.value ?? "") }),
  },
  async run({ metadata, values }, call) {
    const { take, ...lead } = values;
    return createAndSay(call, lead, { take, again: metadata.again });
  },
});

/** What is known of a company already; null when it is new. */
async function knownOf(call: Call, company: string): Promise<Mrkdwn | null> {
  if (company.trim().length < 2) return null;
  const { workspaceId } = call.actor;
  const { twins, deals } = await read(call, async (tx) => ({
    twins: await listTwins(tx, workspaceId, company),
    deals: await listDealsOfCompany(tx, workspaceId, company),
  }));
  if (twins.length === 0 && deals.length === 0) return null;
  return join(
    [
      ...twins.map((twin) => md`There is ${leadId(twin)} already (${statusName(twin.status)}).`),
      ...deals.map((deal) => md`There is an open deal: ${deal.title} ${dealId(deal)}.`),
    ],
    " ",
  );
}

/** Makes a lead and shows its card; of a company that has one, it offers that. */
export async function createAndSay(
  call: Call,
  input: NewLead,
  options: { take: Taking; again?: boolean },
): Promise<Reply> {
  try {
    const { lead, given } = await createLead(call, input, options);
    return await leadAnswer(call, lead.id, (company) =>
      join([md`Created the lead ${company}.`, given ? givenWords(call, given) : null], " "),
    );
  } catch (error) {
    if (!(error instanceof SameCompany)) throw error;
    return sameCompany(error, typedOf({ ...input, take: options.take }));
  }
}

function typedOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === "string" || typeof value === "number" ? [[key, String(value)]] : [],
    ),
  );
}

/** Opens the form with what is known already. */
export function openNewLead(
  known: Partial<Record<keyof typeof companyFields | "take", string>> = {},
  again = false,
): ModalOpening {
  const raw = (value: string | undefined): Raw | undefined => (value ? { value } : undefined);
  return newLeadModal.open(
    { again },
    {
      initial: {
        company: raw(known.company),
        contactName: raw(known.contactName),
        contactEmail: raw(known.contactEmail),
        source: raw(known.source),
        employees: raw(known.employees),
        industry: raw(known.industry),
        country: raw(known.country),
        take: raw(known.take ?? "rules"),
      },
    },
  );
}

/** The form to write over who a lead is. */
export const editLeadModal = defineModal({
  id: "leads.edit",
  title: "Edit lead",
  submit: "Save lead",
  permission: "lead.create",
  metadata: z.object({ id: z.number().int() }),
  fields: {
    ...companyFields,
    segment: optionalField(
      textField({
        label: "Segment",
        example: "Enterprise",
        hint: "Empty: from the employees",
        max: 60,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { event } = await editLead(call, metadata.id, {
      company: values.company,
      source: values.source,
      contactName: values.contactName ?? null,
      contactEmail: values.contactEmail ?? null,
      employees: values.employees ?? null,
      industry: values.industry ?? null,
      country: values.country ?? null,
      segment: values.segment ?? null,
    });
    return leadAnswer(call, metadata.id, (company) =>
      event
        ? md`Saved the lead ${company}.`
        : md`Nothing to change: ${company} is like that already.`,
    );
  },
});

/** The form with the lead as it stands. */
export function openEditLead(lead: Lead): ModalOpening {
  const raw = (value: string | number | null): Raw | undefined =>
    value === null ? undefined : { value: String(value) };
  return editLeadModal.open(
    { id: lead.id },
    {
      initial: {
        company: raw(lead.company),
        contactName: raw(lead.contactName),
        contactEmail: raw(lead.contactEmail),
        source: raw(lead.source),
        employees: raw(lead.employees),
        industry: raw(lead.industry),
        country: raw(lead.country),
        segment: raw(lead.segment),
      },
    },
  );
}
