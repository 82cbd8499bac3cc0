/// <reference lib="dom" />
import type { PageState } from "../page-state.ts";
import { type Child, h, safeUrl } from "./dom.ts";
import { emoji } from "./emoji.ts";

/** Whose names and time zone are used. */
export type Reader = Pick<PageState, "people" | "channels" | "bot" | "me">;

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Slack's mark-up as elements. */
export function mrkdwn(text: string, reader: Reader): HTMLElement {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  const nodes = parts.flatMap((part, index): Child[] =>
    index % 2 === 1 ? [h("pre", {}, unescaped(part))] : paragraphs(part, reader),
  );
  return h("div", { class: "text" }, ...nodes);
}

/** Plain text with its short codes. */
export function plain(text: string): string {
  return emoji(text);
}

function paragraphs(text: string, reader: Reader): Child[] {
  const nodes: Child[] = [];
  let quote: Child[] | null = null;
  for (const [index, line] of text.split("\n").entries()) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.push(h("br"));
      quote = [...(quote ?? []), ...inline(quoted[1] ?? "", reader)];
      continue;
    }
    if (quote) nodes.push(h("blockquote", {}, ...quote));
    else if (index > 0) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line, reader));
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
  if (target.startsWith("@")) return mention(userName(target.slice(1), reader));
  if (target.startsWith("#")) return mention(channelName(target.slice(1), label, reader));
  if (target.startsWith("!date^")) {
    const [, seconds = "0", format = "", link] = target.split("^");
    const words = dateWords(Number(seconds), format, reader.me.tz);
    return link ? anchor(link, words) : h("time", { title: label ?? "" }, words);
  }
  if (target.startsWith("!")) return mention(`@${target.slice(1).split("^")[0]}`);
  return anchor(unescaped(target), emoji(unescaped(label ?? target)));
}

/** A name that is pointed at. */
export function mention(words: string): HTMLElement {
  return h("span", { class: "mention" }, words);
}

/** "@ada". */
export function userName(id: string, reader: Reader): string {
  if (id === reader.bot.id) return `@${reader.bot.name}`;
  return `@${reader.people.find((each) => each.id === id)?.name ?? id}`;
}

/** "#sales-emea". */
export function channelName(id: string, label: string | undefined, reader: Reader): string {
  return `#${reader.channels.find((each) => each.id === id)?.name ?? label ?? id}`;
}

/** A link, if it is safe to follow. */
export function anchor(url: string, words: string): Child {
  const href = safeUrl(url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words) : words;
}

/** Slack's date tokens in the reader's zone. */
export function dateWords(seconds: number, format: string, timeZone: string): string {
  const date = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(date);
  const tokens: Record<string, () => string> = {
    date_num: () => say({ year: "numeric", month: "2-digit", day: "2-digit" }),
    date_slash: () => say({ year: "numeric", month: "2-digit", day: "2-digit" }),
    date: () => say({ day: "numeric", month: "long", year: "numeric" }),
    date_short: () => say({ day: "numeric", month: "short", year: "numeric" }),
    date_long: () => say({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    time: () => say({ hour: "2-digit", minute: "2-digit" }),
    time_secs: () => say({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) =>
    (tokens[name.replace(/_pretty$/, "")] ?? (() => whole))(),
  );
}
