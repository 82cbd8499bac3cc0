import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import { amountField, dayField, optionalField, type Raw, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import type { Reply } from "../../../slack/reply.ts";
import { createDeal, type NewDeal } from "../operations/create-deal.ts";
import { created } from "../views/created.ts";

/** The form for a new deal. */
export const newDealModal = defineModal({
  id: "deals.new",
  title: "New deal",
  submit: "Create deal",
  permission: "deal.create",
  metadata: z.object({}),
  fields: {
    account: textField({ label: "Account", example: "Acme", hint: "A new one is made if needed." }),
    title: textField({ label: "What is being sold", example: "Platform rollout" }),
    amount: optionalField(amountField({ label: "Amount" })),
    closeDate: optionalField(dayField({ label: "Expected close" })),
    contact: optionalField(textField({ label: "Contact", example: "Jane Doe" })),
    contactEmail: optionalField(textField({ label: "Their e-mail", example: "jane@acme.com" })),
    products: optionalField(
      textField({ label: "Products", example: "GTX Pro, MG Special", hint: "Commas between." }),
    ),
  },
  async run({ values }, call) {
    const { contact, contactEmail, products, ...deal } = values;
    return createAndSay(call, {
      ...deal,
      products: splitList(products),
      contact: contact ? { name: contact, email: contactEmail } : undefined,
    });
  },
});

/** Opens the form with what is known already. */
export function openNewDeal(known: { account?: string | undefined; title?: string | undefined }) {
  const typed = (value: string | undefined): Raw | undefined => (value ? { value } : undefined);
  return newDealModal.open(
    {},
    { initial: { account: typed(known.account), title: typed(known.title) } },
  );
}

/** Creates the deal and shows its card. */
export async function createAndSay(call: Call, input: NewDeal): Promise<Reply> {
  return created(await createDeal(call, input, call.settings.baseCurrency));
}

/** "GTX Pro, MG Special" as a list. */
export function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}
