import { AppError } from "../../../kernel/errors.ts";
import { type Money, parseMoney } from "../../../kernel/money.ts";
import { type Field, textField } from "../../../slack/field.ts";
import { parseDiscount } from "../domain/discount.ts";
import type { Discount } from "../domain/line.ts";
import { parseQuantity } from "../domain/quantity.ts";

/** A quantity with at most three decimals, in thousandths. */
export function quantityField(): Field<number> {
  const text = textField({ label: "Quantity", example: "12, 2.5 or 1,200", max: 20 });
  return { ...text, read: (raw, reader) => parseQuantity(text.read(raw, reader)) };
}

/** An amount in the quote's currency, which is meant where none is written; another one is refused. */
export function priceField(spec: { label: string; hint?: string; currency: string }): Field<Money> {
  const { currency, ...shown } = spec;
  const text = textField({ ...shown, example: "40, 1,200.50 or 5k", max: 40 });
  return {
    ...text,
    read(raw, reader) {
      const money = parseMoney(text.read(raw, reader), currency);
      if (money.currency === currency) return money;
      throw new AppError(
        "bad_input",
        `This quote is in ${currency}, and that is in ${money.currency}.`,
        `Write it in ${currency}.`,
      );
    },
  };
}

/** A discount in percent or as an amount; null takes it away. */
export function discountField(spec: {
  label: string;
  hint?: string;
  currency: string;
}): Field<Discount | null> {
  const { currency, ...shown } = spec;
  const text = textField({ ...shown, example: "10 %, 12.5 % or 500", max: 40 });
  return { ...text, read: (raw, reader) => parseDiscount(text.read(raw, reader), currency) };
}
