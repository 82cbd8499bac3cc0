/** Decimals of the currencies that don't have two, from ISO 4217's list one. */
const DECIMALS: Record<string, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};
const digitsOf = new Map(
  Object.entries(DECIMALS).flatMap(([digits, codes]) =>
    codes.split(" ").map((code) => [code, Number(digits)] as const),
  ),
);

const codes = new Set(Intl.supportedValuesOf("currency"));

/** Whether the text is the ISO 4217 code of a currency, in upper case. */
export function isCurrency(code: string): boolean {
  return codes.has(code);
}

/**
 * How many decimals the currency has: EUR 2, JPY 0, KWD 3.
 * ISO's own list and not `Intl`, whose answer is what shops print (HUF 0, IQD 0) and changes with the runtime: amounts
 * are stored in minor units, so their meaning must not.
 */
export function currencyDigits(code: string): number {
  return digitsOf.get(code) ?? 2;
}

/** What people write for a currency; where several share a sign, the first is meant unless the default is another. */
// A map, because what people write may be "constructor".
const SIGNS = new Map<string, readonly string[]>(
  Object.entries({
    "€": ["EUR"],
    $: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"],
    us$: ["USD"],
    c$: ["CAD"],
    ca$: ["CAD"],
    a$: ["AUD"],
    au$: ["AUD"],
    nz$: ["NZD"],
    s$: ["SGD"],
    hk$: ["HKD"],
    r$: ["BRL"],
    "£": ["GBP"],
    "¥": ["JPY", "CNY"],
    "₹": ["INR"],
    "₩": ["KRW"],
    "₪": ["ILS"],
    "₺": ["TRY"],
    "₴": ["UAH"],
    "₫": ["VND"],
    zł: ["PLN"],
    euro: ["EUR"],
    euros: ["EUR"],
    dollar: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"],
    dollars: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"],
    pound: ["GBP"],
    pounds: ["GBP"],
    yen: ["JPY"],
  }),
);

/** The currencies a code or sign may stand for, the likeliest first; none when nobody knows it. */
export function currenciesOf(written: string, defaultCurrency: string): readonly string[] {
  const code = written.toUpperCase();
  if (isCurrency(code)) return [code];
  const candidates = SIGNS.get(written.toLowerCase()) ?? [];
  return candidates.includes(defaultCurrency)
    ? [defaultCurrency, ...candidates.filter((candidate) => candidate !== defaultCurrency)]
    : candidates;
}
