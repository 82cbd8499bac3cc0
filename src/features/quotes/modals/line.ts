import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import {
  choiceField,
  numberField,
  optionalField,
  searchField,
  textField,
} from "../../../slack/field.ts";
import {
  defineModal,
  type Modal,
  type ModalOpening,
  type SubmittedView,
} from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerChange } from "../answers.ts";
import { lineByKey, lineState, MAX_PERIODS, MAX_TEXT } from "../domain/edit.ts";
import { BILLINGS, hasTerm, type LineDraft, type QuoteLine } from "../domain/line.ts";
import { quoteId } from "../domain/quote.ts";
import { findLineProduct } from "../line-product.ts";
import { addLine, editLine, removeLine } from "../operations/edit-quote.ts";
import { productOptions } from "../options.ts";
import { type SeenQuote, seeQuote } from "../reading.ts";
import { nameOfDeal } from "../views/card.ts";
import { linesSoFar } from "../views/line-note.ts";
import { discountField, priceField, quantityField } from "./fields.ts";
import { adviseLine, initialLine } from "./line-advice.ts";

const BILLING_LABELS = {
  month: "Per month",
  year: "Per year",
  usage: "By usage, estimated",
  one_time: "Once",
} as const;
const NEXT = {
  save: "Save and look at the quote",
  another: "Save and add another line",
  remove: "Take this line off",
} as const;
type Next = keyof typeof NEXT;

/** Slack takes five answers to one press: four cards while forms follow each other, and one at the end. */
const MOST_REFRESHED = 4;

const metadata = z.object({
  id: z.number().int(),
  currency: z.string(),
  /** The line that is written over, and what it was; null for a new one. */
  line: z.object({ key: z.number().int(), was: z.string() }).nullable(),
  /** What the quote holds already. */
  sofar: z.string(),
});
export type LineMetadata = z.infer<typeof metadata>;
const carried = z.object({ metadata });

function fieldsFor(currency: string, isNew: boolean) {
  const nexts: readonly Next[] = isNew ? ["another", "save"] : ["save", "another", "remove"];
  return {
    product: optionalField(searchField({ label: "Product", options: productOptions })),
    text: optionalField(
      textField({
        label: "Text",
        hint: "For what is not in the catalogue, or instead of the product's name",
        example: "Onboarding workshop",
        max: MAX_TEXT,
      }),
    ),
    quantity: quantityField(),
    price: priceField({ label: `Price for one (${currency})`, currency }),
    billing: choiceField({
      label: "The price is",
      choices: BILLINGS.map((value) => ({ value, label: BILLING_LABELS[value] })),
    }),
    periods: optionalField(
      numberField({
        label: "Term",
        hint: "Months or years of a subscription",
        min: 1,
        max: MAX_PERIODS,
      }),
    ),
    discount: optionalField(discountField({ label: "Discount on this line", currency })),
    next: choiceField({
      label: "Then",
      choices: nexts.map((value) => ({ value, label: NEXT[value] })),
    }),
  };
}

function build({ currency, line }: Pick<LineMetadata, "currency" | "line">) {
  return defineModal({
    id: "quotes.line",
    title: line ? "Edit line" : "Add line",
    submit: "Save line",
    permission: "quote.write",
    metadata,
    intro: ({ sofar }) => md`${sofar}`,
    fields: fieldsFor(currency, line === null),
    live: {
      fields: ["product", "quantity", "price", "billing", "periods", "discount"],
      advise: adviseLine,
    },
    async run({ metadata: { id, line: edited }, values }, call) {
      const { next } = values;
      if (edited && next === "remove") {
        const { result } = await removeLine(call, id, edited.key);
        return answerChange(call, result, (name) => md`Took a line off the quote for ${name}.`);
      }
      const draft = await draftOf(call, values);
      const { result } = edited
        ? await editLine(call, id, edited.key, draft, edited.was)
        : await addLine(call, id, draft);
      if (next === "another") {
        await call.open(openAddLine(await seeQuote(call, id)));
        // A card below the forms follows as long as Slack takes answers to it; a new message for each line would help nobody.
        if (!call.inPlace || result.quote.lines.length > MOST_REFRESHED) return null;
      }
      return answerChange(call, result, (name) =>
        edited ? md`Changed “${draft.text}” for ${name}.` : md`Added “${draft.text}” for ${name}.`,
      );
    },
  });
}

type LineValues = {
  product: string | undefined;
  text: string | undefined;
  quantity: number;
  price: { minor: number };
  billing: LineDraft["billing"];
  periods: number | undefined;
  discount: LineDraft["discount"] | undefined;
};

async function draftOf(call: Call, values: LineValues): Promise<LineDraft> {
  const product = await findLineProduct(call, values.product);
  return {
    productId: product?.id ?? null,
    text: values.text ?? product?.name ?? "",
    quantity: values.quantity,
    unit: product?.unit ?? "unit",
    unitPrice: values.price.minor,
    listPrice: product?.price ?? null,
    billing: values.billing,
    periods: hasTerm(values.billing) ? (values.periods ?? 1) : 1,
    discount: values.discount ?? null,
  };
}

const ofView = (view: SubmittedView) =>
  build(carried.parse(JSON.parse(view.private_metadata)).metadata);

/** One line of a draft, new or known; its fields depend on the quote's currency, which travels in its metadata. */
export const lineModal: Modal = {
  id: "quotes.line",
  permission: "quote.write",
  read(view) {
    const read = ofView(view).read(view);
    if ("errors" in read) return read;
    const { raw } = read.draft;
    const isNamed = Boolean(raw.product?.value) || Boolean(raw.text?.value?.trim());
    return isNamed || raw.next?.value === "remove"
      ? read
      : { errors: { text: "Choose a product, or write what the line is for." } };
  },
  advise: async (view, blockId, call) => (await ofView(view).advise?.(view, blockId, call)) ?? null,
  reopen: (draft) => build(metadata.parse(draft.metadata)).reopen(draft),
};

/** The form for a new line, with what the quote holds already above it. */
export function openAddLine(view: SeenQuote): ModalOpening {
  const { id, currency } = view.quote;
  const line = null;
  return build({ currency, line }).open(
    { id, currency, line, sofar: sofarOf(view) },
    {
      initial: {
        quantity: { value: "1" },
        billing: { value: "one_time" },
        next: { value: "another" },
      },
    },
  );
}

/** The form with a line as it is. */
export async function openEditLine(
  call: Call,
  view: SeenQuote,
  key: number,
): Promise<ModalOpening> {
  const { id, currency } = view.quote;
  const known: QuoteLine = lineByKey(view.quote, key);
  const line = { key, was: lineState(known) };
  const product = await findLineProduct(
    call,
    known.productId === null ? undefined : String(known.productId),
  );
  return build({ currency, line }).open(
    { id, currency, line, sofar: sofarOf(view) },
    { initial: { ...initialLine(known, product, currency), next: { value: "save" } } },
  );
}

function sofarOf(view: SeenQuote): string {
  return `${quoteId(view.quote)} for ${nameOfDeal(view)}\n${linesSoFar(view)}`;
}
