import { z } from "zod";
import { dayOf, daySchema, formatAgo, formatDay, formatInstant } from "../../kernel/dates.ts";
import { formatId } from "../../kernel/ids.ts";
import { formatMoney, moneySchema } from "../../kernel/money.ts";
import { defineNotification, type Message, type Reader } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { code, join, lines, link, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { inSentence, showDeal } from "../deals/index.ts";
import { askSign, billingDone, openContract } from "./actions.ts";
import { PAYMENTS } from "./domain/contract.ts";
import { paymentName } from "./domain/words.ts";

const billingData = z.object({
  contractId: z.number().int(),
  title: z.string(),
  accountName: z.string().nullable(),
  value: moneySchema,
  payment: z.enum(PAYMENTS),
  firstInvoiceOn: daySchema,
  fileUrl: z.string().nullable(),
  /** Who set it up; null while it waits. */
  done: z.object({ by: z.string(), at: z.string() }).nullable(),
  at: z.string(),
});
type Billing = z.infer<typeof billingData>;

/** Asks finance to set up the invoices of a signed contract; once somebody has, the same message says so. */
export const billingSetUp = defineNotification<Billing>({
  kind: "contracts.billing",
  topic: "team",
  data: billingData,
  render: billingMessage,
  merge(news, reader) {
    const newest = news.at(-1);
    if (!newest) throw new Error("A message of no news.");
    return billingMessage(newest, reader);
  },
});

function billingMessage(billing: Billing, reader: Reader): Message {
  const { contractId: id, done, fileUrl } = billing;
  const now = reader.now ?? new Date(billing.at);
  const today = dayOf(now, reader.timeZone);
  const name = md`${code(formatId("contract", id))} on ${inSentence(billing)}`;
  const facts = join(
    [
      formatMoney(billing.value, "exact"),
      paymentName(billing.payment),
      md`first invoice ${formatDay(billing.firstInvoiceOn, { today })}`,
      fileUrl ? link("signed paper", fileUrl) : null,
    ],
    " · ",
  );
  if (done) {
    const when = formatInstant(new Date(done.at), { now, timeZone: reader.timeZone });
    const text = lines(
      md`${EMOJI.done} Billing for ${name} was set up by ${done.by}, ${when}.`,
      facts,
    );
    return { text: text.text, blocks: [section(text)] };
  }
  const text = lines(md`Signed: ${name}. Please set up billing.`, facts);
  return {
    text: text.text,
    blocks: [
      section(text),
      ...actions(
        billingDone.button("Done", { id }, { style: "primary" }),
        openContract.button("Open contract", { id }),
      ),
    ],
  };
}

/** Reminds the owner of a contract that lies with the customer. */
export const signatureOverdue = defineNotification({
  kind: "contracts.signature-awaited",
  topic: "reminders",
  data: z.object({
    contractId: z.number().int(),
    dealId: z.number().int(),
    title: z.string(),
    accountName: z.string().nullable(),
    sentAt: z.string(),
    at: z.string(),
  }),
  render({ contractId: id, dealId, sentAt, at, ...deal }, reader) {
    const now = reader.now ?? new Date(at);
    const text: Mrkdwn = md`${EMOJI.waiting} The contract ${code(formatId("contract", id))} on ${inSentence(deal)} was sent ${formatAgo(new Date(sentAt), now)} and nobody has recorded a signature.`;
    return {
      text: text.text,
      blocks: [
        section(text),
        ...actions(
          askSign.button("Record signature", { id }, { style: "primary" }),
          openContract.button("Open contract", { id }),
          showDeal.button("Open deal", { id: dealId }),
        ),
      ],
    };
  },
});
