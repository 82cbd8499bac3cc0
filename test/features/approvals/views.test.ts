import { describe, expect, test } from "vitest";
import type { Card } from "../../../src/features/approvals/domain/card.ts";
import { approvalOver } from "../../../src/features/approvals/notifications.ts";
import { approvalCard } from "../../../src/features/approvals/views/card.ts";
import { approvalList } from "../../../src/features/approvals/views/list.ts";

const reader = { timeZone: "Europe/Berlin", slackUserId: "U0ANN", name: "Ann Seller" };
const open: Card = {
  id: 3,
  kind: "discount",
  state: "open",
  whatMd: "15 % off *Acme · Rollout*: 80,000.00 → 68,000.00 EUR",
  factsMd: ["Margin rule: at most 20 %."],
  reason: "Matches <!channel> and *Globex*",
  requesterName: "Ada Admin",
  dealId: 1,
  subjectId: 7,
  requestedAt: "2026-11-17T09:00:00Z",
  expiresAt: "2026-11-20T17:00:00Z",
  decidedAt: null,
  decidedByName: null,
  decidedForName: null,
  comment: null,
  questions: [],
  agreed: [],
  whyMd: null,
  newsMd: null,
};
const decided: Partial<Card> = {
  decidedAt: "2026-11-17T13:03:00Z",
  decidedByName: "Dan",
  comment: "Fine for two years.",
};
const labels = (card: Card, role: "decides" | "asked for it" | "looks" = "decides") =>
  approvalCard(card, reader, role).blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.map((one) => (one.type === "button" ? one.text.text : one.type))
      : [],
  );
const text = (card: Card) => approvalCard(card, reader, "decides").text.text;

describe("the card of a request", () => {
  test("asks in one sentence, and offers to its reader what they may do", () => {
    expect(labels(open)).toEqual(["Approve", "Reject…", "Ask Ada…", "Open quote", "Open deal"]);
    expect(labels(open, "asked for it")).toEqual(["Withdraw", "Open quote", "Open deal"]);
    expect(labels(open, "looks")).toEqual(["Open quote", "Open deal"]);
    // Legal may open a contract and not its deal.
    expect(labels({ ...open, kind: "legal_review" }, "looks")).toEqual(["Open contract"]);
    expect(text(open)).toBe(
      "Ada Admin asks for 15 % off *Acme · Rollout*: 80,000.00 → 68,000.00 EUR",
    );
    expect(JSON.stringify(approvalCard(open, reader, "decides").blocks)).toContain(
      "Expires Fri 20 Nov, 18:00",
    );
  });

  test("pings nobody through what somebody wrote", () => {
    const asked = {
      ...open,
      questions: [{ askerName: "<!here>", question: "<!channel>", answer: "<@U1>" }],
    };
    expect(JSON.stringify(approvalCard(asked, reader, "decides"))).not.toMatch(/<[!@]/);
  });

  test.each([
    [{ state: "approved" }, "Approved by Dan, Tue 17 Nov, 14:03. “Fine for two years.”"],
    [
      { state: "approved", decidedForName: "Mia" },
      "Approved by Dan for Mia, Tue 17 Nov, 14:03. “Fine for two years.”",
    ],
    [{ state: "rejected" }, "Rejected by Dan, Tue 17 Nov, 14:03."],
    [{ state: "rejected", kind: "legal_review" }, "Changes asked for by Dan, Tue 17 Nov, 14:03."],
    [{ state: "expired", comment: null }, "Expired, Tue 17 Nov, 14:03: nobody decided in time."],
    [
      { state: "withdrawn", comment: "The quote changed." },
      "Withdrawn by Dan, Tue 17 Nov, 14:03. The quote changed.",
    ],
  ] satisfies [Partial<Card>, string][])("locks when it is over: %o", (how, words) => {
    const card = { ...open, ...decided, ...how };
    expect(labels(card).filter((label) => !label.startsWith("Open "))).toEqual([]);
    expect(text(card)).toContain(words);
  });

  test("tells who asked in sentences", () => {
    const card = { ...open, ...decided, state: "expired" as const, comment: null };
    const over = approvalOver.render({ ...card, whatMd: "a price of 1,000.00 EUR" }, reader);
    expect(over.text).toMatch(/nobody decided in time\.\nA price of 1,000\.00 EUR$/);
  });

  test("for a contract's review is sent back for changes", () => {
    expect(labels({ ...open, kind: "legal_review" })).toContain("Ask for changes…");
  });

  test("with ten long questions is still one a phone shows", () => {
    const many = Array.from({ length: 10 }, (_, n) => ({
      askerName: "Dan",
      question: `Question ${n} ${"long ".repeat(300)}`,
      answer: "yes",
    }));
    const { blocks } = approvalCard({ ...open, questions: many }, reader, "decides");
    const body = blocks.find((block) => block.type === "section");
    const lines = (body?.type === "section" && body.text?.text.split("\n")) || [];
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines.join("\n")).toContain("… and 7 questions before");
    expect(lines.at(-1)).toBe("Ada Admin: “yes”");
  });
});

test("the empty list says where requests come from", () => {
  const { blocks } = approvalList(
    { waiting: [], asked: [], decided: [] },
    { now: new Date("2026-11-18T14:00:00Z"), ...reader },
  );
  expect(JSON.stringify(blocks)).toContain("a discount on a quote");
});
