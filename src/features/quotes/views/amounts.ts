import { formatMoney, type Money } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { hasTerm, type LineDraft } from "../domain/line.ts";
import { formatQuantity } from "../domain/quantity.ts";

/** "68,000.00 EUR". */
export const exact = (money: Money): string => formatMoney(money, "exact");

/** "68,000.00": where the currency stands beside it already. */
export function bare(minor: number, currency: string): string {
  return formatMoney({ minor, currency }, "exact").replace(/ [A-Z]{3}$/, "");
}

/** "10 users", "2.5 days", "3": a quantity with its unit. */
export function quantityWords(line: Pick<LineDraft, "quantity" | "unit">): string {
  const amount = formatQuantity(line.quantity);
  if (line.unit === "unit") return amount;
  if (/^\d/.test(line.unit)) return `${amount} × ${line.unit}`;
  const isOne = line.quantity === 1000;
  return `${amount} ${isOne || /s$/.test(line.unit) ? line.unit : `${line.unit}s`}`;
}

/** "12 months", "by usage", "once": for how long a line is. */
export function termWords(line: Pick<LineDraft, "billing" | "periods">): string {
  if (hasTerm(line.billing)) return plural(line.periods, line.billing);
  return line.billing === "usage" ? "by usage" : "once";
}

/** "10 users × 40.00 × 12 months": how a line comes to what it comes to. */
export function reckoning(line: LineDraft, currency: string): string {
  return [
    quantityWords(line),
    bare(line.unitPrice, currency),
    ...(hasTerm(line.billing) ? [termWords(line)] : []),
  ].join(" × ");
}
