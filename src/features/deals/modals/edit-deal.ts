import { z } from "zod";
import { inChange } from "../../../db/change.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { amountField, dayField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { editDeal } from "../domain/edit.ts";
import { stageProbability } from "../domain/stage.ts";
import { ensureAccount, ensureContact } from "../operations/accounts.ts";
import { changeDealIn } from "../operations/change-deal.ts";
import type { SeenDeal } from "../reading.ts";
import { splitList } from "./new-deal.ts";

/** The form to write over a deal's fields, filled in with what is known. */
export const editDealModal = defineModal({
  id: "deals.edit",
  title: "Edit deal",
  submit: "Save deal",
  permission: "deal.change",
  metadata: z.object({ id: z.number().int() }),
  fields: {
    account: optionalField(textField({ label: "Account", example: "Acme" })),
    title: textField({ label: "What is being sold", example: "Platform rollout" }),
    amount: optionalField(amountField({ label: "Amount" })),
    closeDate: optionalField(dayField({ label: "Close date" })),
    contact: optionalField(textField({ label: "Contact", example: "Jane Doe" })),
    competitors: optionalField(textField({ label: "Competitors", example: "Globex, Initech" })),
    probability: optionalField(
      textField({ label: "Probability in percent", example: "60", max: 3 }),
    ),
    reason: optionalField(
      textField({
        label: "Why this probability",
        example: "Verbal yes from the CFO",
        hint: "Needed when it is not the stage's own.",
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const change = await inChange(call, (tx) =>
      changeDealIn(tx, call, metadata.id, "deal.change", async ({ deal }) => {
        const account = values.account ? await ensureAccount(tx, call, values.account) : null;
        const accountId = account?.id ?? deal.accountId;
        if (values.contact && accountId === null)
          throw new AppError("bad_input", "A contact needs an account.", "Fill in both.");
        const contactId =
          values.contact && accountId !== null
            ? await ensureContact(tx, call, accountId, { name: values.contact })
            : null;
        const percent = Number(values.probability ?? stageProbability(deal.stage));
        return editDeal(deal, {
          accountId,
          contactId,
          title: values.title,
          amount: values.amount ?? null,
          closeDate: values.closeDate ?? null,
          competitors: splitList(values.competitors),
          ...(deal.status === "open" && percent !== deal.probability
            ? { probability: { percent, reason: values.reason ?? "" } }
            : {}),
        });
      }),
    );
    return answerChange(call, change, (name) => md`Saved ${name}.`);
  },
});

/** The form with the deal as it stands. */
export function openEditDeal({ deal, accountName, contactName }: SeenDeal): ModalOpening {
  const known = (value: string | null) => (value ? { value } : undefined);
  return editDealModal.open(
    { id: deal.id },
    {
      initial: {
        account: known(accountName),
        title: known(deal.title),
        amount: known(deal.amount ? formatMoney(deal.amount, "plain") : null),
        closeDate: known(deal.closeDate),
        contact: known(contactName),
        competitors: known(deal.competitors.join(", ")),
        probability: known(String(deal.probability)),
        reason: known(deal.probabilityReason),
      },
    },
  );
}
