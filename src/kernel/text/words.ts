const thousands = new Intl.NumberFormat("en-US");

/** "a, b or c". */
export function joinWords(words: readonly string[], last: "or" | "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** "1 deal", "0 deals", "1,204 deals". Give `many` when it isn't `one` with an s. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${thousands.format(n)} ${Math.abs(n) === 1 ? one : many}`;
}

/** The text with its first letter upper case; the rest is left as it is. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}
