import { formatMoney } from "../../../kernel/money.ts";

/** "1.9M EUR" of minor units, rounded. */
export function short(minor: number, currency: string): string {
  return formatMoney({ minor: Math.round(minor), currency }, "short");
}

/** "1.9M": the same without the currency, where that stands beside it already. */
export function bare(minor: number, currency: string): string {
  return short(minor, currency).slice(0, -currency.length - 1);
}

/** "9 %" of a share. */
export function share(value: number): string {
  return `${Math.round(100 * value)} %`;
}

/** "Q4 2026, your team": a period and whose it is, as a sentence begins. */
export function ofPeriod(label: string, title: string): string {
  if (!title) return label;
  const whose = title === "Your" ? "you" : title.replace(/^Your /, "your ");
  return `${label}, ${whose}`;
}

/** Why a method is silent, beginning with its name: "trend needs 12 whole months". */
export function reasonOf(method: string, silent: string): string {
  return silent.startsWith(method) ? silent : `${method}: ${silent}`;
}

/** "12 % too hopeful", "3 % too careful", "even". */
export function leaning(bias: number): string {
  const percent = Math.round(100 * bias);
  if (percent === 0) return "even";
  return `${Math.abs(percent)} % too ${percent > 0 ? "hopeful" : "careful"}`;
}
