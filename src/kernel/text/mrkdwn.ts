/** Keeps "@here" from being read as a mention, and is seen by nobody. */
const WORD_JOINER = "\u2060";

/** Signs that look the same and format nothing. */
const LOOK_ALIKES: Record<string, string> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

const URL = /(https?:\/\/[^\s<>|]+)/;

/**
 * Text from a person, made safe to stand anywhere in mrkdwn, also between our own `*` and `_`.
 * - `&`, `<` and `>` become entities, so no link, mention or `<!channel>` can be made.
 * - `*`, `~`, `` ` `` and `_` at the edge of a word become signs that look alike. Slack has no escape for them, and a
 *   zero-width space beside one is what *enables* formatting inside a word, so it is no cure. `snake_case` is untouched.
 * - `@` before a word gets an invisible word joiner, because Slack links a bare `@here` in text it parses itself.
 * - A web address keeps its signs: Slack doesn't format inside one, and a changed sign would break it.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .split(URL)
    .map((part, index) => (index % 2 === 1 ? part : withoutMarkers(part)))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function withoutMarkers(text: string): string {
  return text
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => LOOK_ALIKES[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}._+-])@(?=[\p{L}\p{N}])/gu, `@${WORD_JOINER}`);
}

/** Text as Slack sends it (`&lt;5 %`) as the person typed it (`<5 %`). Split it with `tokenize` first: after this a mention is mere text. */
export function unescapeSlack(text: string): string {
  // "&amp;" comes last, or "&amp;lt;" would become "<".
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
