import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import { priceQuote } from "../../../src/features/quotes/domain/pricing.ts";
import type { Quote } from "../../../src/features/quotes/domain/quote.ts";
import { quoteDocument } from "../../../src/features/quotes/pdf/quote-document.ts";
import type { QuoteParties } from "../../../src/features/quotes/queries/owner.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { renderPdf } from "../../../src/pdf/index.ts";
import { aLine, aQuote } from "./domain/a-quote.ts";

const PARTIES: QuoteParties = {
  seller: "Northwind Sales",
  dealTitle: "Platform rollout",
  accountName: "Łódź Öl & Söhne",
  contactName: "Ørjan Żak",
  contactEmail: "orjan@lodz.example",
  dealIsOpen: true,
  roomId: null,
  owner: {
    name: "Ann Seller",
    email: "ann@northwind.example",
    slackUserId: "U1",
    timeZone: "Europe/Berlin",
  },
};

const print = (quote: Quote, over: Partial<QuoteParties> = {}) =>
  quoteDocument({
    quote,
    priced: priceQuote(quote),
    parties: { ...PARTIES, ...over },
    validDays: 30,
    now: new Date("2026-11-18T14:00:00Z"),
  });

async function pagesOf(quote: Quote): Promise<string[]> {
  const file = await renderPdf(print(quote));
  const document = await getDocumentProxy(new Uint8Array(file));
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page) => page.replaceAll("\u200B", "").replaceAll(/\s+/g, " "));
}

const SENT = {
  status: "sent",
  version: 2,
  sentAt: new Date("2026-11-18T23:30:00Z"),
  validUntil: asDay("2026-12-18"),
} as const;

describe("the paper of a quote", () => {
  test("says who offers what to whom, until when and at which price, in the customer's letters", async () => {
    const quote = aQuote(
      [
        aLine({ quantity: 100_000, unitPrice: 4000, billing: "month", periods: 12 }),
        aLine({
          text: "Onboarding",
          unit: "day",
          quantity: 2500,
          unitPrice: 120_000,
          discount: { kind: "percent", basisPoints: 1000 },
        }),
        aLine({
          text: "API calls",
          unit: "1,000 calls",
          unitPrice: 75,
          listPrice: 80,
          billing: "usage",
        }),
      ],
      {
        ...SENT,
        discount: { kind: "percent", basisPoints: 500 },
        note: "Delivered within two weeks.",
      },
    );
    const [page = ""] = await pagesOf(quote);
    for (const words of [
      "Northwind Sales",
      "Quote",
      "quote_12, version 2",
      // The owner's clock says it is the 19th already.
      "19 November 2026",
      "18 December 2026",
      "Łódź Öl & Söhne",
      "Ørjan Żak, orjan@lodz.example",
      "Ann Seller, ann@northwind.example",
      "100 users",
      "40.00 / month",
      "12 months",
      "48,000.00",
      "2.5 days",
      "10 % discount: 300.00 off 3,000.00",
      "Discount: 0.05 off 0.80",
      "Discount (5 %)",
      "48,165.72 EUR",
      "Delivered within two weeks.",
      "can be accepted until 18 December 2026",
      "do not include taxes",
      "are estimates",
      "replaces all earlier versions",
    ])
      expect(page).toContain(words);
  });

  test("a draft says that it is one, and promises no day", async () => {
    const [page = ""] = await pagesOf(aQuote([aLine()]));
    expect(page).toContain("Draft quote");
    expect(page).toContain("draft, not an offer");
    expect(page).toContain("30 days from sending");
  });

  test("a long one runs over pages with the head of the table on each", async () => {
    const quote = aQuote(
      Array.from({ length: 100 }, (_, i) =>
        aLine({ text: `Module ${i + 1}`, unitPrice: 100 * (i + 1) }),
      ),
      SENT,
    );
    const pages = await pagesOf(quote);
    expect(pages.length).toBeGreaterThan(2);
    const withLines = pages.filter((page) => page.includes("Module"));
    for (const page of withLines) expect(page).toContain("Description");
    expect(pages.join(" ")).toContain("Module 100");
    expect(pages.at(-1)).toContain(`${pages.length} of ${pages.length}`);
  });

  test("says who accepted it, and when", () => {
    const quote = aQuote([aLine()], {
      ...SENT,
      status: "accepted",
      acceptedBy: "Jane Doe",
      acceptedOn: asDay("2026-11-20"),
    });
    expect(JSON.stringify(print(quote, { accountName: null }))).toContain(
      '"name":"Jane Doe","day":"20 November 2026"',
    );
  });
});
