import { AppError } from "../../../kernel/errors.ts";
import { parseMoney } from "../../../kernel/money.ts";
import type { Call } from "../../../slack/call.ts";
import type { Raw } from "../../../slack/field.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { parseDiscount, writeDiscount } from "../domain/discount.ts";
import { BILLINGS, hasTerm, type LineDraft, type QuoteLine } from "../domain/line.ts";
import { priceLine, priceQuote } from "../domain/pricing.ts";
import { listPriceAt, type Product, usualPeriods } from "../domain/product.ts";
import { formatQuantity, parseQuantity } from "../domain/quantity.ts";
import { findLineProduct } from "../line-product.ts";
import { productLabel } from "../options.ts";
import { seeQuote } from "../reading.ts";
import { bare } from "../views/amounts.ts";
import { lineNote } from "../views/line-note.ts";

const FIELDS = ["product", "text", "quantity", "price", "billing", "periods", "discount"] as const;
type LineField = (typeof FIELDS)[number];
type LineRaw = { [K in LineField]?: Raw };
type Metadata = { id: number; currency: string; line: { key: number } | null; sofar: string };

/** What the line and the quote come to with what stands in the form; a chosen product fills in its price and term. */
export async function adviseLine(
  { metadata, raw, typed }: { metadata: Metadata; raw: LineRaw; typed: string },
  call: Call,
) {
  const product = await findLineProduct(call, raw.product?.value);
  const fill = typed === "product" && product ? fillOf(product, metadata.currency) : {};
  const note = await noteOf(call, metadata, { ...raw, ...fill }, product);
  return { note, fill };
}

function fillOf(product: Product, currency: string): LineRaw {
  const isPriced = product.price !== null && product.currency === currency;
  return {
    ...(isPriced ? { price: { value: bare(product.price ?? 0, currency) } } : {}),
    billing: { value: product.billing },
    periods: hasTerm(product.billing) ? { value: String(usualPeriods(product)) } : {},
  };
}

async function noteOf(
  call: Call,
  metadata: Metadata,
  raw: LineRaw,
  product: Product | null,
): Promise<Mrkdwn | null> {
  if (!raw.price?.value?.trim() || !raw.quantity?.value?.trim()) return null;
  try {
    const draft = readLine(raw, product, metadata.currency);
    const { quote } = await seeQuote(call, metadata.id);
    const key = metadata.line?.key ?? quote.nextKey;
    const line: QuoteLine = { ...draft, key };
    const others = quote.lines.filter((one) => one.key !== key);
    const whole = priceQuote({ ...quote, lines: [...others, line] });
    return lineNote(line, priceLine(line, quote.currency), whole, call.settings);
  } catch (error) {
    // Half a number is no mistake yet: the form says so when it is saved.
    if (error instanceof AppError) return md`${error.message}`;
    throw error;
  }
}

function readLine(raw: LineRaw, product: Product | null, currency: string): LineDraft {
  const billing = BILLINGS.find((one) => one === raw.billing?.value) ?? "one_time";
  const off = raw.discount?.value?.trim();
  const periods = Number(raw.periods?.value ?? 1);
  return {
    productId: product?.id ?? null,
    text: raw.text?.value ?? product?.name ?? "",
    quantity: parseQuantity(raw.quantity?.value ?? ""),
    unit: product?.unit ?? "unit",
    unitPrice: parseMoney(raw.price?.value ?? "", currency).minor,
    listPrice:
      product?.price && product.currency === currency
        ? listPriceAt(product.price, product.billing, billing)
        : null,
    billing,
    periods: hasTerm(billing) && Number.isInteger(periods) && periods > 0 ? periods : 1,
    discount: off ? parseDiscount(off, currency) : null,
  };
}

/** A line as it stands in its form. */
export function initialLine(line: QuoteLine, product: Product | null, currency: string): LineRaw {
  const isNamed = product === null || product.name !== line.text;
  return {
    ...(product ? { product: { value: String(product.id), label: productLabel(product) } } : {}),
    ...(isNamed ? { text: { value: line.text } } : {}),
    quantity: { value: formatQuantity(line.quantity) },
    price: { value: bare(line.unitPrice, currency) },
    billing: { value: line.billing },
    ...(hasTerm(line.billing) ? { periods: { value: String(line.periods) } } : {}),
    ...(line.discount ? { discount: { value: writeDiscount(line.discount) } } : {}),
  };
}
