import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  escapeMarkdown,
  markdown,
  markdownBold,
  markdownDocument,
  markdownLink,
} from "../../../src/kernel/text.ts";

describe("text from people, put into a Markdown file,", () => {
  test.each([
    ["# Not a heading", "\\# Not a heading"],
    ["#hashtag", "#hashtag"],
    ["- no list", "\\- no list"],
    ["+ no list", "\\+ no list"],
    ["1. no list", "1\\. no list"],
    ["2027) no list", "2027\\) no list"],
    ["1.5 seconds", "1.5 seconds"],
    ["---", "\\---"],
    ["===", "\\==="],
    ["Acme #", "Acme \\#"],
    ["*bold* ~~gone~~ `code`", "\\*bold\\* \\~\\~gone\\~\\~ \\`code\\`"],
    ["_a_ snake_case", "\\_a\\_ snake_case"],
    ["<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"],
    ["[click](http://evil.example)", "\\[click\\](<http://evil.example>)"],
    ["a | b", "a \\| b"],
    ["R&D &amp; more", "R&D \\&amp; more"],
    ["back\\slash", "back\\\\slash"],
    ["  two\n lines ", "two lines"],
    ["see https://x.example/_a_b?c=*.", "see <https://x.example/_a_b?c=*>."],
  ])("%j becomes %j", (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

  test("ends no cell and starts no line of its own, whatever it is", () => {
    const signs = fc.string({
      unit: fc.constantFrom(..."|\\`<>[]*~#-+1.) \n\r\tab", "https://x.example/a|b"),
      maxLength: 20,
    });
    fc.assert(
      fc.property(signs, (text) => {
        const table = markdownDocument()
          .table({ columns: ["A", "B"], rows: [[text, "x"]] })
          .toString();
        const lines = table.trimEnd().split("\n");
        expect(lines).toHaveLength(3);
        // Cells are parted by pipes that no stroke stands before.
        expect(lines[2]?.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(3);
      }),
    );
  });
});

describe("a Markdown document", () => {
  test("has its parts with a blank line between them, and nothing for what is empty", () => {
    const document = markdownDocument()
      .heading(1, "Report")
      .paragraph("")
      .list([])
      .table({ columns: ["A"], rows: [] })
      .prose("First\nline two\n\n# second")
      .quote("Yes.\n> Jane")
      .list([markdownBold("a*b"), markdown`${1} of ${"<2>"}`])
      .numbered(["one", "two"]);
    expect(document.toString()).toBe(
      [
        "# Report",
        "First  \nline two",
        "\\# second",
        "> Yes.  \n> \\> Jane",
        "- **a\\*b**\n- 1 of \\<2\\>",
        "1. one\n2. two\n",
      ].join("\n\n"),
    );
  });

  test("has tables that can be read as they are", () => {
    const document = markdownDocument().table({
      columns: ["No.", "What"],
      right: [0],
      rows: [
        [1, "Single sign-on"],
        [12, ""],
        [3, markdownLink("a|b", "https://x.example/(1)|2")],
      ],
    });
    expect(document.toString().trimEnd().split("\n").slice(0, 4)).toEqual([
      "| No. | What                                  |",
      "| --: | ------------------------------------- |",
      "|   1 | Single sign-on                        |",
      "|  12 | –                                     |",
    ]);
    expect(document.toString()).toContain("[a\\|b](https://x.example/%281%29%7C2)");
  });

  test("links only to the web", () => {
    expect(markdownLink("x", "javascript:alert(1)").text).toBe("x");
    expect(markdownLink("*x*", "https://x.example").text).toBe("[\\*x\\*](https://x.example/)");
  });
});
