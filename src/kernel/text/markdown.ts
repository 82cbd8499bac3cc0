/** Markdown inside a line whose every part from a person is escaped; an object, so that it can be told from text that is not yet. */
export class Markdown {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What stands in a line of a document: text from a person, which is escaped, or Markdown, which is left alone. */
export type Inline = string | number | Markdown;

const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]}])/;

/**
 * Text from a person, made safe to stand anywhere in one line of Markdown (CommonMark and GitHub's tables): it formats nothing,
 * starts no heading, list or quote, and ends no cell of a table. Line breaks become spaces; a web address stays one that works.
 */
export function escapeMarkdown(text: string): string {
  const line = text
    .replace(/\s+/g, " ")
    .trim()
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `<${encodeAddress(part)}>` : withoutSigns(part)))
    .join("");
  return (
    line
      // Signs that mean something only where a line begins, and those that close a heading.
      .replace(/^(#{1,6}|[-+])(?= |$)/, "\\$1")
      .replace(/^(?=(?:=+|-+)$)/, "\\")
      .replace(/^(\d{1,9})([.)])(?= |$)/, "$1\\$2")
      .replace(/(?<= )(?=#+$)/, "\\")
  );
}

function withoutSigns(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<>|~]/g, "\\$&")
      // Inside a word an underscore formats nothing, and snake_case reads better without a stroke.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/&(?=#?\w+;)/g, "\\&")
  );
}

function encodeAddress(url: string): string {
  return url.replace(/[|\\`[\]]/g, (sign) => encodeURIComponent(sign));
}

/** A template whose values are escaped unless they are Markdown. */
export function markdown(parts: TemplateStringsArray, ...values: Inline[]): Markdown {
  return new Markdown(
    parts.reduce((text, part, i) => text + asMarkdown(values[i - 1] ?? "").text + part),
  );
}

/** Escapes text that comes from a person; leaves Markdown alone. */
export function asMarkdown(value: Inline): Markdown {
  return value instanceof Markdown ? value : new Markdown(escapeMarkdown(String(value)));
}

/** `**text**`. */
export function markdownBold(value: Inline): Markdown {
  return new Markdown(`**${asMarkdown(value)}**`);
}

/** Words that lead to a web page; an address that is none leaves the words alone. */
export function markdownLink(words: Inline, url: string): Markdown {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return asMarkdown(words);
  const href = new URL(url).href.replace(/[()<>|\\`[\] ]/g, percent);
  // An address inside the words would make a link inside a link.
  const label = words instanceof Markdown ? words.text : escapeMarkdown(words.toString());
  return new Markdown(`[${label.replace(/<(https?:[^>]*)>/g, "$1")}](${href})`);
}

// encodeURIComponent leaves parentheses as they are, and they would end the link.
function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
