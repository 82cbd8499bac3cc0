import { escapeMrkdwn } from "../kernel/text.ts";

/**
 * Text in Slack's mrkdwn whose every part from a person is escaped. It is an object, not a string, so that
 * a template can tell text that is safe already from text that still has to be escaped.
 */
export class Mrkdwn {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Value = string | number | Mrkdwn;

/** A template whose values are escaped unless they are Mrkdwn: nobody pings a channel through a deal's name. */
export function md(parts: TemplateStringsArray, ...values: Value[]): Mrkdwn {
  return new Mrkdwn(
    parts.reduce((text, part, i) => text + asMrkdwn(values[i - 1] ?? "").text + part),
  );
}

/** Escapes text that comes from a person; leaves Mrkdwn alone. */
export function asMrkdwn(value: Value): Mrkdwn {
  return value instanceof Mrkdwn ? value : new Mrkdwn(escapeMrkdwn(String(value)));
}

/** `*text*`. */
export function bold(value: Value): Mrkdwn {
  return new Mrkdwn(`*${asMrkdwn(value)}*`);
}

/** What one can copy, in code style. */
export function code(text: string): Mrkdwn {
  return new Mrkdwn(`\`${escapeControl(text).replaceAll("`", "ˋ")}\``);
}

/** A mention that pings when it is posted; in an ephemeral reply it only shows the name. */
export function mention(slackUserId: string): Mrkdwn {
  return new Mrkdwn(`<@${slackUserId.replace(/\W/g, "")}>`);
}

/** A link to a channel. */
export function channelLink(channelId: string): Mrkdwn {
  return new Mrkdwn(`<#${channelId.replace(/\W/g, "")}>`);
}

/** Words that lead to a web page; an address that is none leaves the words alone. */
export function link(words: Value, url: string): Mrkdwn {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return asMrkdwn(words);
  const href = new URL(url).href.replace(/[<>|]/g, (sign) => encodeURIComponent(sign));
  // A pipe would end the address, and a line break the link.
  const label = asMrkdwn(words).text.replace(/[|\n]/g, " ");
  return new Mrkdwn(`<${escapeControl(href)}|${label}>`);
}

/** Joins what is there; null, undefined and empty parts leave no separator behind. */
export function join(parts: readonly (Value | null | undefined)[], separator: string): Mrkdwn {
  return new Mrkdwn(
    parts
      .filter((part) => part !== null && part !== undefined && String(part) !== "")
      .map((part) => asMrkdwn(part as Value).text)
      .join(separator),
  );
}

/** Lines under each other; empty ones are left out. */
export function lines(...parts: (Value | null | undefined)[]): Mrkdwn {
  return join(parts, "\n");
}

/** Our own sentences may hold `code` and *emphasis*, but what a person typed into them still can't ping or link. */
export function sentence(text: string): Mrkdwn {
  return new Mrkdwn(escapeControl(text));
}

function escapeControl(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
