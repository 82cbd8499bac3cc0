import { extractText, getDocumentProxy, getMeta } from "unpdf";
import { describe, expect, test } from "vitest";
import { type Paper, renderPdf } from "../../src/pdf/index.ts";

const PAPER: Paper = {
  from: "Northwind Sales",
  title: "Quote quote_12",
  subtitle: "Acme · Platform rollout",
  meta: [{ label: "Valid until", value: "20 Dec 2026" }],
  body: [],
  createdAt: new Date("2026-11-20T14:03:00Z"),
};
const paper = (over: Partial<Paper>): Paper => ({ ...PAPER, ...over });

async function read(file: Buffer): Promise<{ pages: string[]; meta: Record<string, unknown> }> {
  const document = await getDocumentProxy(new Uint8Array(file));
  const { text } = await extractText(document, { mergePages: false });
  // Where a line was broken to fit is the paper's business, not the test's.
  const pages = text.map((page) => page.replaceAll("\u200B", "").replaceAll(/\s+/g, " "));
  return { pages, meta: (await getMeta(document)).info };
}

describe("a paper", () => {
  test("has the letterhead, the title, its facts and its blocks in their order, and says what it is to readers' software", async () => {
    const { pages, meta } = await read(
      await renderPdf(
        paper({
          body: [
            { kind: "heading", text: "Lines" },
            {
              kind: "table",
              columns: [
                { title: "Product", width: "fill" },
                { title: "Price", align: "right" },
              ],
              rows: [["Platform licence\nper user", "1,200.00"]],
            },
            {
              kind: "totals",
              lines: [
                { label: "List total", value: "80,000.00 EUR" },
                { label: "Total", value: "68,000.00 EUR", isStrong: true },
              ],
            },
            { kind: "details", lines: [{ label: "Payment", value: "Net 30" }] },
            { kind: "paragraph", text: "First line\nsecond line", isSmall: true },
            { kind: "list", items: ["Two-year term", "EU hosting"] },
            {
              kind: "signatures",
              parties: [
                { for: "For Northwind", name: "Dan Manager", day: "20 Nov 2026" },
                { for: "For Acme" },
              ],
            },
          ],
          footer: "Prices without tax",
        }),
      ),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain("Northwind Sales");
    const words = [
      "Quote quote_12",
      "Acme · Platform rollout",
      "Valid until",
      "20 Dec 2026",
      "Lines",
      "Product",
      "Platform licence per user",
      "1,200.00",
      "68,000.00 EUR",
      "Net 30",
      "First line second line",
      "Two-year term",
      "For Northwind",
      "Dan Manager",
      "For Acme",
    ];
    let from = 0;
    for (const word of words) {
      const at = pages[0]?.indexOf(word, from) ?? -1;
      expect(at, `“${word}” in its place`).toBeGreaterThanOrEqual(0);
      from = at;
    }
    expect(pages[0]).toContain("Prices without tax");
    expect(pages[0]).toContain("Page 1 of 1");
    expect(meta).toMatchObject({
      Title: "Quote quote_12",
      Author: "Northwind Sales",
      CreationDate: "D:20261120140300Z",
    });
  });

  test("is the same file each time it is made, whatever the clock says", async () => {
    const [one, other] = [await renderPdf(PAPER), await renderPdf(PAPER)];
    expect(one.equals(other)).toBe(true);
    const later = paper({ createdAt: new Date("2026-11-21T14:03:00Z") });
    expect((await renderPdf(later)).equals(one)).toBe(false);
  });

  test("numbers its pages and repeats letterhead and the table's head on each", async () => {
    const rows = Array.from({ length: 90 }, (_, i) => [`Product ${i + 1}`, "1,200.00"]);
    const columns = [
      { title: "What you get", width: "fill" as const },
      { title: "Price", align: "right" as const },
    ];
    const { pages } = await read(
      await renderPdf(paper({ body: [{ kind: "table", columns, rows }] })),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain("Northwind Sales");
      expect(page).toContain("What you get");
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
    }
    const products = pages.flatMap((page) => page.match(/Product \d+/g) ?? []);
    expect(products).toEqual(rows.map(([name]) => name));
  });

  test("never leaves a heading alone at the foot of a page", async () => {
    for (let lines = 24; lines < 36; lines++) {
      const body = [
        ...Array.from({ length: lines }, (_, i) => ({
          kind: "paragraph" as const,
          text: `Line ${i}`,
        })),
        { kind: "heading" as const, text: "Signatures follow" },
        { kind: "paragraph" as const, text: "The text of the heading" },
      ];
      const { pages } = await read(await renderPdf(paper({ body })));
      const page = pages.find((one) => one.includes("Signatures follow"));
      expect(page, `after ${lines} lines`).toContain("The text of the heading");
    }
  });

  test("prints Latin, Greek and Cyrillic as they are", async () => {
    const text = "Čeština, Türkçe, Łódź, Việt Nam, Ελλάδα, Привіт, Ђорђе, €£¥₽, 10 ≤ x, “quoted”…";
    const { pages } = await read(await renderPdf(paper({ title: text })));
    expect(pages[0]).toContain(text);
    expect(pages[0]).not.toContain("stands for a character");
  });

  test("prints a sign for what its font lacks, and says so", async () => {
    const { pages } = await read(
      await renderPdf(paper({ subtitle: "株式会社 and 👩‍👩‍👧 and ❤️ and 80 → 68 and e\u0301" })),
    );
    expect(pages[0]).toContain("���� and � and � and 80 -> 68 and é");
    expect(pages[0]).toContain("� stands for a character that this paper's font does not have.");
  });

  test("bears any text a person can paste", async () => {
    const nasty = [
      "\u0000\u0007\u202Ereversed\u202C\uFEFF\u200B",
      "lone \uD83D surrogate \uDE00",
      "\r\nlines\u2028and\tmore",
      "https://example.com/<script>{{x}}</script>",
      "file:///etc/passwd",
      "",
      "   ",
    ];
    const { pages } = await read(
      await renderPdf(
        paper({
          from: "",
          title: nasty[1] ?? "",
          subtitle: nasty[0],
          body: nasty.flatMap((text) => [
            { kind: "paragraph" as const, text },
            { kind: "list" as const, items: [text] },
            { kind: "table" as const, columns: [{ title: text }], rows: [[text], []] },
          ]),
        }),
      ),
    );
    expect(pages.join(" ")).toContain("lone � surrogate �");
    expect(pages.join(" ")).toContain("https://example.com/<script>{{x}}</script>");
  });

  test("breaks a word that is wider than its place instead of losing its end", async () => {
    const word = "x".repeat(400);
    const columns = [
      { title: "Product", width: "fill" as const },
      { title: "Note", width: "fill" as const },
      { title: "Price", align: "right" as const },
    ];
    const { pages } = await read(
      await renderPdf(
        paper({ body: [{ kind: "table", columns, rows: [[word, word, "1,200.00 EUR"]] }] }),
      ),
    );
    const text = pages.join(" ").replaceAll(" ", "");
    expect(text.match(/x/g)?.length).toBeGreaterThanOrEqual(800);
    expect(text).toContain("1,200.00EUR");
  });

  test("goes on with a cell that is longer than a page on the next one", async () => {
    const text = Array.from({ length: 150 }, (_, i) => `Clause ${i + 1}.`).join("\n");
    const columns = [{ title: "Terms", width: "fill" as const }, { title: "Price" }];
    const { pages } = await read(
      await renderPdf(paper({ body: [{ kind: "table", columns, rows: [[text, "1.00"]] }] })),
    );
    const clauses = pages.flatMap((page) => page.match(/Clause \d+\./g) ?? []);
    expect(clauses).toEqual(text.split("\n"));
  });
});
