/** The door to `money/`: amounts in whole minor units, never in floating point. */
export {
  addMoney,
  asMoney,
  compareMoney,
  type Money,
  moneySchema,
  share,
  subtractMoney,
  sumMoney,
} from "./money/amount.ts";
export { currencyDigits, isCurrency } from "./money/currency.ts";
export { formatChange, formatMoney, formatTotals, type MoneyStyle } from "./money/format.ts";
export { parseMoney } from "./money/parse.ts";
