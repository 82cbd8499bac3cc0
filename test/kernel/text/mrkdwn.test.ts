import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeMrkdwn, unescapeSlack } from "../../../src/kernel/text.ts";

describe("text from people, put into a message,", () => {
  test.each([
    ["<!channel>", "&lt;!channel&gt;"],
    ["<@U012>", "&lt;@\u2060U012&gt;"],
    ["R&D", "R&amp;D"],
    ["&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["Plain name GmbH", "Plain name GmbH"],
    ["snake_case_name", "snake_case_name"],
  ])("%j becomes %j", (text, expected) => {
    expect(escapeMrkdwn(text)).toBe(expected);
  });

  test.each(["*bold*", "_italic_", "~struck~", "`code`", "```\nblock\n```", "Acme*", "_"])(
    "%j formats nothing, also between our own signs",
    (text) => {
      expect(escapeMrkdwn(text)).not.toMatch(/[*~`]|\b_|_\b|^_$/);
      expect(escapeMrkdwn(text)).toHaveLength(text.length);
    },
  );

  test.each(["@here", "ask @channel", "@everyone", "(@ada)"])("%j mentions nobody", (text) => {
    expect(escapeMrkdwn(text)).not.toMatch(/@\w/);
  });

  test("keeps its addresses usable", () => {
    expect(escapeMrkdwn("ada@acme.com, https://acme.com/~ada/_x_?a=1&b=*")).toBe(
      "ada@acme.com, https://acme.com/~ada/_x_?a=1&amp;b=*",
    );
  });

  test("can make no link, mention or markup whatever it is", () => {
    const signs = fc.string({ unit: fc.constantFrom(..."<>&@!*_~`ab: /|#") });
    fc.assert(
      fc.property(fc.oneof(signs, fc.string({ unit: "grapheme" })), (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        if (!text.includes("http")) expect(escaped).not.toMatch(/[*~`]/);
      }),
    );
  });
});

describe("text from Slack", () => {
  test("is what the person typed", () => {
    expect(unescapeSlack("&lt;5 % &amp;&amp; &gt;3")).toBe("<5 % && >3");
  });
  test("is taken apart once only", () => {
    expect(unescapeSlack("&amp;lt;")).toBe("&lt;");
  });
  test("comes back from how Slack escapes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>&;ltgamp ") }), (text) => {
        const sent = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        expect(unescapeSlack(sent)).toBe(text);
      }),
    );
  });
});
