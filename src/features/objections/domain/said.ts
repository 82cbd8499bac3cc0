import { nameKey } from "../../../kernel/text.ts";

/**
 * The words of an objection without the rest of the account's name: in `log stark industries your price is high` the deal is
 * found by “stark”, and “industries” is not a part of what the customer said.
 */
export function withoutRestOfName(
  text: string,
  written: string,
  accountName: string | null,
): string {
  const name = nameKey(accountName ?? "").split(" ");
  const given = nameKey(written).split(" ");
  if (given.some((word, i) => word !== name[i])) return text;
  let left = text;
  for (const word of name.slice(given.length)) {
    const [first = ""] = left.trimStart().split(/\s/, 1);
    if (nameKey(first) !== word) return text;
    left = left.trimStart().slice(first.length);
  }
  return left.trim() || text;
}
