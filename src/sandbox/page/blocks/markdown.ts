/// <reference lib="dom" />
import { type Child, h } from "../ui/dom.ts";
import { emoji } from "./emoji.ts";
import { anchor } from "./mrkdwn.ts";

/** The Markdown block: the part of CommonMark that Slack shows, with tables and task lists. */
export function markdown(text: string): HTMLElement {
  return h("div", { class: "text markdown" }, ...blocks(text.split("\n")));
}

const FENCE = /^\s*(?:```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const QUOTE = /^\s*> ?/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

function blocks(lines: readonly string[]): HTMLElement[] {
  const nodes: HTMLElement[] = [];
  let at = 0;
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && fits(lines[at] ?? "")) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = HEADING.exec(line);
    if (line.trim() === "") at += 1;
    else if (FENCE.test(line)) {
      at += 1;
      nodes.push(h("pre", {}, takeWhile((each) => !FENCE.test(each)).join("\n")));
      at += 1;
    } else if (heading) {
      at += 1;
      // Under the page's own headings.
      const tag = (heading[1] ?? "").length < 2 ? "h3" : "h4";
      nodes.push(h(tag, { class: "header" }, ...inline(heading[2] ?? "")));
    } else if (RULE.test(line)) {
      at += 1;
      nodes.push(h("hr"));
    } else if (QUOTE.test(line)) {
      const quoted = takeWhile((each) => QUOTE.test(each)).map((each) => each.replace(QUOTE, ""));
      nodes.push(h("blockquote", {}, ...blocks(quoted)));
    } else if (ITEM.test(line)) {
      nodes.push(...lists(takeWhile((each) => ITEM.test(each) || /^\s+\S/.test(each))));
    } else if (line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "")) {
      nodes.push(table(takeWhile((each) => each.includes("|"))));
    } else {
      const own = takeWhile((each) => each.trim() !== "" && !startsBlock(each));
      nodes.push(
        h("p", {}, ...own.flatMap((each, i) => [i > 0 ? h("br") : null, ...inline(each)])),
      );
    }
  }
  return nodes;
}

const startsBlock = (line: string) =>
  [FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line));

/** Items of the least indent make the list; what is deeper stands inside the item before it. */
function lists(lines: readonly string[]): HTMLElement[] {
  const base = ITEM.exec(lines[0] ?? "")?.[1]?.length ?? 0;
  const items: { ordered: boolean; text: string; inner: string[] }[] = [];
  for (const line of lines) {
    const [, indent = "", sign = "", text = ""] = ITEM.exec(line) ?? [];
    const last = items.at(-1);
    if (sign && (indent.length <= base + 1 || !last))
      items.push({ ordered: /\d/.test(sign), text, inner: [] });
    else if (last) last.inner.push(sign ? line : line.trim());
  }
  const node = (item: (typeof items)[number]) => {
    const [, box, words] = /^\[([ xX])\]\s+(.*)$/.exec(item.text) ?? [];
    return h(
      "li",
      { class: box ? "task" : null },
      box ? h("input", { type: "checkbox", disabled: true, checked: box !== " " }) : null,
      ...inline(words ?? item.text),
      ...blocks(item.inner),
    );
  };
  const nodes: HTMLElement[] = [];
  for (const [index, item] of items.entries()) {
    if (items[index - 1]?.ordered !== item.ordered) nodes.push(h(item.ordered ? "ol" : "ul"));
    nodes.at(-1)?.append(node(item));
  }
  return nodes;
}

function table(lines: readonly string[]): HTMLElement {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((each) => each.trim());
  const [head = "", rule = "", ...body] = lines;
  const align = cells(rule).map((each) =>
    each.endsWith(":") ? (each.startsWith(":") ? "center" : "right") : "left",
  );
  const row = (line: string, tag: "th" | "td") =>
    h("tr", {}, ...cells(line).map((each, i) => h(tag, { class: align[i] }, ...inline(each))));
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h("tbody", {}, ...body.map((each) => row(each, "td"))),
    ),
  );
}

const TOKEN = new RegExp(
  [
    "\\\\([!-/:-@[-`{-~])",
    "`([^`\\n]+)`",
    "!?\\[([^\\]\\n]*)\\]\\(([^)\\s]+)\\)",
    "<((?:https?:|mailto:)[^>\\s]+)>",
    "(?:\\*\\*|__)(\\S(?:[^\\n]*?\\S)?)(?:\\*\\*|__)",
    "~~(\\S(?:[^\\n]*?\\S)?)~~",
    "\\*([^\\s*](?:[^*\\n]*[^\\s*])?)\\*",
    "(?<![\\p{L}\\p{N}_])_([^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\p{L}\\p{N}_])",
    "(https?://[^\\s<>]*[^\\s<>.,;:!?)\"'])",
  ].join("|"),
  "gu",
);

function inline(text: string): Child[] {
  const nodes: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(emoji(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const [, escaped, code, label, url, auto, strong, strike, star, under, bare] = match;
    const em = star ?? under;
    const address = auto ?? bare;
    if (escaped !== undefined) nodes.push(escaped);
    else if (code !== undefined) nodes.push(h("code", {}, code));
    else if (url !== undefined) nodes.push(anchor(url, label || url));
    else if (address !== undefined) nodes.push(anchor(address, address));
    else if (strong !== undefined) nodes.push(h("strong", {}, ...inline(strong)));
    else if (strike !== undefined) nodes.push(h("s", {}, ...inline(strike)));
    else if (em !== undefined) nodes.push(h("em", {}, ...inline(em)));
  }
  nodes.push(emoji(text.slice(from)));
  return nodes;
}
