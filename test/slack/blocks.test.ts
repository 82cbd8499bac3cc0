import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { confirm, defineAction } from "../../src/slack/action.ts";
import {
  actions,
  context,
  divider,
  fields,
  header,
  linkButton,
  paragraphs,
  plain,
  section,
} from "../../src/slack/blocks.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { hostileText, refusals } from "./hostile-text.ts";

const press = defineAction({
  id: "test.press",
  permission: "help.read",
  value: z.object({ id: z.number() }),
});

describe("Slack takes what is built of any text", () => {
  const builders: Record<string, (text: string) => unknown[]> = {
    section: (text) => [section(md`${text}`)],
    "a section with a button": (text) => [section(md`${text}`, press.button(text, { id: 1 }))],
    fields: (text) => [fields(...Array.from({ length: 14 }, () => md`${text}`))],
    header: (text) => [header(text)],
    context: (text) => [context(...Array.from({ length: 14 }, () => md`${text}`))],
    paragraphs: (text) => [divider(), ...paragraphs(md`${text}\n${text}`)].slice(0, 50),
    actions: (text) =>
      actions(...Array.from({ length: 30 }, (_, key) => press.button(text, { id: key }, { key }))),
    "a menu": (text) =>
      actions(
        press.menu(
          text,
          Array.from({ length: 120 }, (_, id) => ({ label: text, value: { id } })),
        ),
        press.overflow(
          Array.from({ length: 8 }, (_, id) => ({ label: text, value: { id } })),
          { key: "more" },
        ),
      ),
    "a button that asks first": (text) =>
      actions(press.button(text, { id: 1 }, { confirm: confirm(text, text, text) })),
    "a link": (text) => actions(linkButton(text, "https://example.com")),
  };
  test.each(Object.keys(builders))("%s", (name) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(refusals(builders[name]?.(text) ?? ["no such builder"])).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("text that does not fit", () => {
  test("is cut where one sees it, never inside a letter or an entity", () => {
    expect(plain("x".repeat(80), 75).text).toBe(`${"x".repeat(74)}…`);
    expect(plain(`${"x".repeat(73)}👩‍👩‍👧`, 75).text).toBe(`${"x".repeat(73)}…`);
    const block = section(md`${`${"x".repeat(2997)}&&&`}`);
    expect(block.text?.text.endsWith("x…")).toBe(true);
  });
  test("is a dash where there is none", () => {
    expect(plain(" \n ", 75).text).toBe("–");
    expect(section(md``).text?.text).toBe("–");
  });
  test("of many lines becomes paragraphs that lose none of them", () => {
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i} ${"x".repeat(60)}`);
    const text = paragraphs(md`${lines.join("\n")}`).map((block) => block.text?.text);
    expect(text.length).toBeGreaterThan(3);
    expect(text.join("\n").split("\n")).toEqual(lines);
  });
  test("no buttons make no row", () => {
    expect(actions(null, undefined)).toEqual([]);
  });
});

describe("the value of a button", () => {
  test("is checked when it comes back: a forged or old one is refused", () => {
    expect(press.decode('{"id":7}')).toEqual({ id: 7 });
    for (const forged of ["", "null", "{}", '{"id":"7"}', "not json", "[1]"])
      expect(() => press.decode(forged)).toThrow("This button belongs to an older message.");
  });
  test("that would not fit is a bug, found where it is made", () => {
    const long = defineAction({ id: "test.long", permission: "help.read", value: z.string() });
    expect(() => long.button("Go", "x".repeat(2000))).toThrow("over Slack's 2000");
    expect(() => long.menu("Go", [{ label: "a", value: "x".repeat(150) }])).toThrow("150");
  });
});
