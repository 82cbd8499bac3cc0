import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asMrkdwn,
  bold,
  channelLink,
  code,
  join,
  lines,
  Mrkdwn,
  md,
  mention,
  sentence,
} from "../../src/slack/mrkdwn.ts";
import { hostileText } from "./hostile-text.ts";

describe("no text of a person", () => {
  const ways: Record<string, (text: string) => Mrkdwn> = {
    "in a template": (text) => md`Moved ${text} on`,
    "in bold": bold,
    "as code": code,
    "in a sentence of ours": (text) => sentence(`There is no stage “${text}”.`),
    "in a line": (text) => lines("a", text, null, md`${text}`),
    "in a list": (text) => join([text, text], ", "),
    "inside what was made before": (text) => md`${bold(text)} and ${md`${text}`}`,
    "as a mention": mention,
    "as a channel": channelLink,
  };
  test.each(Object.keys(ways))("pings or links %s", (name) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const made = ways[name]?.(text).text ?? "<!channel>";
        // What is left of "<" is what we wrote ourselves.
        const ours =
          name === "as a mention" ? /^<@\w*>$/ : name === "as a channel" ? /^<#\w*>$/ : null;
        if (ours) expect(made).toMatch(ours);
        else expect(made).not.toMatch(/[<>]/);
      }),
      { numRuns: 300 },
    );
  });
  test("formats or becomes formatted", () => {
    expect(md`${"*bold* _it_ ~gone~ `code`"}`.text).not.toMatch(/[*~`]/);
    expect(md`${"@here and @channel"}`.text).not.toMatch(/@(here|channel)/);
    expect(bold("a*b").text).toBe("*a∗b*");
  });
});

describe("mrkdwn", () => {
  test("is not escaped twice", () => {
    const once = md`${"AT&T"}`;
    expect(once.text).toBe("AT&amp;T");
    expect(md`${once} and ${asMrkdwn(once)}`.text).toBe("AT&amp;T and AT&amp;T");
    expect(join([once, "R&D"], " · ").text).toBe("AT&amp;T · R&amp;D");
  });
  test("leaves no separator beside what is not there", () => {
    expect(join(["a", null, undefined, "", new Mrkdwn(""), 0, "b"], " · ").text).toBe("a · 0 · b");
    expect(lines(null).text).toBe("");
  });
  test("of our own sentences keeps their format", () => {
    expect(sentence("Try `/deal list` *now* & <here>").text).toBe(
      "Try `/deal list` *now* &amp; &lt;here&gt;",
    );
    expect(code("a`b").text).toBe("`aˋb`");
  });
});
