import type {
  ActionsBlock,
  Block as AnyBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from "@slack/types";
import { cut } from "../kernel/text.ts";
import type { ChartBlock } from "./charts.ts";
import { LIMITS } from "./limits.ts";
import type { Mrkdwn } from "./mrkdwn.ts";

/** Every block the product sends: Slack's own types and the chart block they don't have yet. */
export type Block = KnownBlock | ChartBlock;
export type ActionElement = ActionsBlock["elements"][number];
export type { AnyBlock };

/** Slack refuses a text without a letter, and with it the whole message. */
const EMPTY = "–";
const fitted = (text: string, max: number) => cut(text.trim() ? text : EMPTY, max);

/** Text without formatting, cut visibly to what its place allows; a dash where there is none. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: "plain_text", text: fitted(text, max), emoji: true };
}

/** Text with formatting. Cut it where it is made of many parts: a cut here may fall inside a link. */
export function mrkdwn(text: Mrkdwn, max: number): MrkdwnElement {
  return { type: "mrkdwn", text: fitted(text.text, max), verbatim: true };
}

/** A paragraph, with at most one thing to press beside it. */
export function section(text: Mrkdwn, accessory?: SectionBlock["accessory"]): SectionBlock {
  return {
    type: "section",
    text: mrkdwn(text, LIMITS.sectionText),
    ...(accessory ? { accessory } : {}),
  };
}

/** Short facts in two columns; more than Slack's ten are cut off. */
export function fields(...facts: Mrkdwn[]): SectionBlock {
  return {
    type: "section",
    fields: facts.slice(0, LIMITS.sectionFields).map((fact) => mrkdwn(fact, LIMITS.fieldText)),
  };
}

/** A heading. */
export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(text, LIMITS.headerText) };
}

/** Small print. */
export function context(...texts: Mrkdwn[]): ContextBlock {
  return {
    type: "context",
    elements: texts
      .slice(0, LIMITS.contextElements)
      .map((text) => mrkdwn(text, LIMITS.contextText)),
  };
}

/** A line across. */
export function divider(): DividerBlock {
  return { type: "divider" };
}

/** Buttons and menus in a row, at most 25; no elements give no block. */
export function actions(...elements: (ActionElement | null | undefined)[]): ActionsBlock[] {
  const present = elements.filter((element) => element != null);
  return present.length === 0
    ? []
    : [{ type: "actions", elements: present.slice(0, LIMITS.actionsElements) }];
}

/** A button that opens a page and tells the bot nothing it would act on. */
export function linkButton(text: string, url: string): Button {
  return { type: "button", text: plain(text, LIMITS.buttonText), url, action_id: "link" };
}

/** Long text as paragraphs under the limit, split between lines. */
export function paragraphs(text: Mrkdwn): SectionBlock[] {
  const pages: string[] = [];
  for (const line of text.text.split("\n")) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= LIMITS.sectionText)
      pages[pages.length - 1] = `${last}\n${line}`;
    else pages.push(line);
  }
  return pages
    .filter((page) => page.trim() !== "")
    .map((page) => ({
      type: "section",
      text: { type: "mrkdwn", text: cut(page, LIMITS.sectionText), verbatim: true },
    }));
}
