import { z } from "zod";
import {
  amountField,
  choiceField,
  numberField,
  optionalField,
  textField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { catalogueReply } from "../catalogue.ts";
import { MAX_PERIODS, MAX_TEXT, MAX_UNIT } from "../domain/edit.ts";
import { BILLINGS } from "../domain/line.ts";
import type { Product } from "../domain/product.ts";
import { addProduct, editProduct } from "../operations/catalogue.ts";
import { exact } from "../views/amounts.ts";

const BILLING_LABELS = {
  month: "Subscription, per month",
  year: "Subscription, per year",
  usage: "By usage",
  one_time: "Once",
} as const;

/** A product of the catalogue, new or known. */
export const productModal = defineModal({
  id: "quotes.product",
  title: "Product",
  submit: "Save product",
  permission: "catalogue.edit",
  metadata: z.object({
    id: z.number().int().nullable(),
    /** What the form has no field for. */
    series: z.string().nullable(),
    currency: z.string(),
  }),
  intro: ({ id }) =>
    id === null ? null : md`Quotes that have it keep the price they were written with.`,
  fields: {
    name: textField({ label: "Name", example: "Platform", max: MAX_TEXT }),
    price: optionalField(
      amountField({ label: "List price", hint: "For one unit, and one period of a subscription" }),
    ),
    unit: textField({
      label: "Unit",
      hint: "What the price is for",
      example: "user",
      max: MAX_UNIT,
    }),
    billing: choiceField({
      label: "Billing",
      choices: BILLINGS.map((value) => ({ value, label: BILLING_LABELS[value] })),
    }),
    termMonths: optionalField(
      numberField({
        label: "Usual term",
        hint: "Months of a subscription, unless somebody says otherwise",
        min: 1,
        max: MAX_PERIODS,
      }),
    ),
    description: optionalField(
      textField({
        label: "Description",
        example: "Plans, orders and reports",
        lines: "many",
        max: 500,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { price, termMonths = null, description = null, ...rest } = values;
    const draft = {
      ...rest,
      series: metadata.series,
      price: price?.minor ?? null,
      currency: price?.currency ?? metadata.currency,
      termMonths,
      description,
    };
    const product =
      metadata.id === null
        ? await addProduct(call, draft)
        : await editProduct(call, metadata.id, draft);
    return catalogueReply(
      call,
      md`${metadata.id === null ? "Added" : "Changed"} ${bold(product.name)}.`,
    );
  },
});

/** The form for a new product, or with what is known of one. */
export function openProduct(product: Product | null, baseCurrency: string): ModalOpening {
  return productModal.open(
    {
      id: product?.id ?? null,
      series: product?.series ?? null,
      currency: product?.currency ?? baseCurrency,
    },
    {
      initial: product
        ? {
            name: { value: product.name },
            price: {
              value:
                product.price === null
                  ? ""
                  : exact({ minor: product.price, currency: product.currency }),
            },
            unit: { value: product.unit },
            billing: { value: product.billing },
            ...(product.termMonths ? { termMonths: { value: String(product.termMonths) } } : {}),
            description: { value: product.description ?? "" },
          }
        : { billing: { value: "month" }, termMonths: { value: "12" }, unit: { value: "user" } },
    },
  );
}
