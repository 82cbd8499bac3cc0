import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../src/kernel/errors.ts";
import { asLink, linkField, momentField, numberField } from "../../src/slack/field.ts";
import { link } from "../../src/slack/mrkdwn.ts";

const READER = { timeZone: "Europe/Berlin", currency: "EUR" };
const wrong = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  return "";
};

describe("a number field", () => {
  const users = numberField({ label: "Users", min: 1, max: 10 });
  test("takes whole numbers within its bounds and names the bounds to all others", () => {
    expect(users.read({ value: " 10 " }, READER)).toBe(10);
    for (const value of ["0", "11", "2.5", "ten", "1e9", "-3"])
      expect(wrong(() => users.read({ value }, READER))).toBe("Write a whole number from 1 to 10.");
    expect(wrong(() => users.read(undefined, READER))).toBe("Fill in: users.");
  });
});

describe("a moment field", () => {
  test("reads Slack's seconds as the moment they are", () => {
    const at = momentField({ label: "When" });
    expect(at.read({ value: "1795096800" }, READER)).toEqual(new Date(1_795_096_800_000));
    expect(wrong(() => at.read({ value: "tomorrow" }, READER))).toBe("Fill in: when.");
  });
});

describe("a link", () => {
  const field = linkField({ label: "Recording", example: "https://" });
  test("is http or https, and nothing that runs or reads a file", () => {
    expect(field.read({ value: "https://example.com/a b" }, READER)).toBe(
      "https://example.com/a%20b",
    );
    for (const value of ["javascript:alert(1)", "file:///etc/passwd", "example", "ftp://a.b"])
      expect(wrong(() => field.read({ value }, READER))).toContain("is not a web address");
  });

  test("can't smuggle a mention or another address into a message", () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true, withQueryParameters: true }),
        fc.string(),
        (url, words) => {
          const made = link(words, asLink(url)).text;
          expect(made.startsWith("<http") && made.endsWith(">")).toBe(true);
          expect(made.slice(1, -1)).not.toMatch(/[<>]/);
          expect(made.split("|")).toHaveLength(2);
        },
      ),
      { numRuns: 200 },
    );
    expect(link("<!channel>", "https://a.b/").text).toBe("<https://a.b/|&lt;!channel&gt;>");
    expect(link("Sheet", "javascript:alert(1)").text).toBe("Sheet");
  });
});
