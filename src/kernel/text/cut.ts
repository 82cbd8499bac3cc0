/** What must not be cut in two: an HTML entity, or a link or mention as Slack writes it. */
const ATOM = /&(?:amp|lt|gt);|<(?:[@#!]|https?:|mailto:|tel:)[^<>]*>/g;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The text in at most `max` UTF-16 units (as Slack counts its limits), with a visible "…" where it was cut.
 * Never leaves half of a letter, an emoji, an entity (`&amp;`), a mention or a link.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return "";
  let end = lastBoundary(text, max - 1);
  for (const atom of text.matchAll(ATOM)) {
    if (atom.index >= end) break;
    if (atom.index + atom[0].length > end) end = atom.index;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

/** The last place at or before `limit` where a grapheme ends. */
function lastBoundary(text: string, limit: number): number {
  let end = 0;
  // Only what stands right after the limit can decide whether a grapheme ends there, so the rest isn't looked at.
  const afterLimit = text.codePointAt(limit) ?? 0;
  const window = text.slice(0, limit + (afterLimit > 0xffff ? 2 : 1));
  for (const { index, segment } of graphemes.segment(window)) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  return end;
}
