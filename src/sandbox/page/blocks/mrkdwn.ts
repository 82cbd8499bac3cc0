/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { type Child, h, safeUrl } from "../ui/dom.ts";
import { dateWords } from "./dates.ts";
import { emoji } from "./emoji.ts";

/** Whose names, time and zone are used. */
export type Reader = Pick<PageState, "people" | "channels" | "bot" | "me" | "now">;

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Slack's mark-up as elements. */
export function mrkdwn(text: string, reader: Reader): HTMLElement {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  const nodes = parts.flatMap((part, index): Child[] =>
    index % 2 === 1
      ? [h("pre", {}, unescaped(part))]
      : // The line breaks around a preformatted part belong to it.
        paragraphs(part.replace(index > 0 ? /^\n/ : "", ""), reader),
  );
  return h("div", { class: "text" }, ...nodes);
}

/** Mark-up as words only, for what is read out. */
export function spoken(text: string, reader: Reader): string {
  return mrkdwn(text, reader).textContent ?? "";
}

/** Plain text with its short codes. */
export function plain(text: string): string {
  return emoji(text);
}

function paragraphs(text: string, reader: Reader): Child[] {
  const nodes: Child[] = [];
  let quote: Child[] | null = null;
  let isLineOpen = false;
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      quote = [...(quote ? [...quote, h("br")] : []), ...inline(quoted[1] ?? "", reader)];
      continue;
    }
    if (quote) nodes.push(h("blockquote", {}, ...quote));
    quote = null;
    const item = /^\s*([•◦▪]|\d+\.)\s+(.*)$/.exec(line);
    if (item) {
      nodes.push(
        h(
          "div",
          { class: "item" },
          h("span", {}, item[1]),
          h("div", {}, ...inline(item[2] ?? "", reader)),
        ),
      );
      isLineOpen = false;
      continue;
    }
    if (isLineOpen) nodes.push(h("br"));
    nodes.push(...inline(line, reader));
    isLineOpen = true;
  }
  if (quote) nodes.push(h("blockquote", {}, ...quote));
  return nodes;
}

const TOKEN = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^>\\n]+)>",
    "(?<![\\p{L}\\p{N}*])\\*([^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_([^\\s_](?:[^\\n]*?[^\\s_])?)_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}~])~([^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\p{L}\\p{N}~])",
  ].join("|"),
  "gu",
);

function inline(text: string, reader: Reader): Child[] {
  const nodes: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(emoji(unescaped(text.slice(from, match.index))));
    from = match.index + match[0].length;
    const [, code, angle, bold, italic, strike] = match;
    if (code !== undefined) nodes.push(h("code", {}, unescaped(code)));
    else if (angle !== undefined) nodes.push(reference(angle, reader));
    else if (bold !== undefined) nodes.push(h("strong", {}, ...inline(bold, reader)));
    else if (italic !== undefined) nodes.push(h("em", {}, ...inline(italic, reader)));
    else if (strike !== undefined) nodes.push(h("s", {}, ...inline(strike, reader)));
  }
  nodes.push(emoji(unescaped(text.slice(from))));
  return nodes;
}

/** What stands between angle brackets: a mention, a date or a link. */
function reference(inner: string, reader: Reader): Child {
  const [target = "", label] = inner.split("|");
  if (target.startsWith("@")) return userMention(target.slice(1), reader);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, reader);
  if (target.startsWith("!date^")) {
    const [, seconds = "0", format = "", link] = target.split("^");
    const words = dateWords(Number(seconds), unescaped(format), reader);
    return link ? anchor(unescaped(link), words) : h("time", { title: label ?? "" }, words);
  }
  if (target.startsWith("!subteam^")) return mention(label ?? `@${target.split("^")[1]}`);
  if (target.startsWith("!")) return mention(`@${target.slice(1).split("^")[0]}`, "loud");
  return anchor(unescaped(target), emoji(unescaped(label ?? target.replace(/^mailto:/, ""))));
}

/** A name that is pointed at. */
export function mention(words: string, kind = ""): HTMLElement {
  return h("span", { class: `mention ${kind}` }, words);
}

/** "@Ada Admin"; one's own name stands out. */
export function userMention(id: string, reader: Reader): HTMLElement {
  if (id === reader.bot.id) return mention(`@${reader.bot.name}`);
  const name = reader.people.find((each) => each.id === id)?.name ?? id;
  return mention(`@${name}`, id === reader.me.id ? "loud" : "");
}

/** "#sales-emea". One that this person is not in is only known by what the text calls it. */
export function channelMention(id: string, label: string | undefined, reader: Reader): HTMLElement {
  const channel = reader.channels.find((each) => each.id === id);
  const words = `#${channel?.name ?? label ?? "private channel"}`;
  return channel
    ? h("a", { class: "mention", href: `#${reader.me.handle}/${channel.slug}` }, words)
    : mention(words);
}

/** A link, if it is safe to follow. */
export function anchor(url: string, words: string): Child {
  const href = safeUrl(url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words) : words;
}
