import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import { findApproval } from "../../../src/features/approvals/queries/approval.ts";
import { moveDealTo } from "../../../src/features/deals/operations/move-deal.ts";
import type { LineDraft } from "../../../src/features/quotes/domain/line.ts";
import { draftQuote, reviseQuote } from "../../../src/features/quotes/operations/create-quote.ts";
import {
  addLine,
  removeLine,
  setDiscount,
  setNote,
} from "../../../src/features/quotes/operations/edit-quote.ts";
import {
  ApprovalNeeded,
  requestDiscount,
  sendQuote,
} from "../../../src/features/quotes/operations/send-quote.ts";
import { asSuperuser } from "../../support/database.ts";
import { refused, WORKSPACE } from "../deals/desk.ts";
import { openQuoteDesk, type QuoteDesk } from "./desk.ts";
import { aLine } from "./domain/a-quote.ts";

let desk: QuoteDesk;
beforeAll(async () => {
  desk = await openQuoteDesk();
});
afterAll(() => desk.close());

/** 80,000.00 EUR, 15 % off: more than anybody sends alone. */
const large = (off: number | null = 1500) => desk.quote([{ unitPrice: 8_000_000 }], off);
const ask = (id: number) =>
  requestDiscount(desk.act("ann"), id, "Matches Globex's offer, two-year term");
const request = (id: number) =>
  desk.look((tx) =>
    findApproval(tx, WORKSPACE, { subject: "quote", subjectId: id, kind: "discount" }),
  );

describe("a discount on a large quote", () => {
  test("is sent only once it is approved, and the request says everything that is to be decided", async () => {
    const { id } = await large();
    await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
    expect((await desk.stored(id)).status).toBe("draft");
    const { result } = await ask(id);
    expect(result.what).toMatch(
      /^15 % off \*Account \d+ · Rollout\*: 80,000\.00 → 68,000\.00 EUR$/,
    );
    expect(result.facts.join(" ")).toContain("Margin rule: at most 20 %.");
    expect(await refused(sendQuote(desk.act("ann"), id))).toContain(
      `waits for approval of its discount: approval_${result.id}`,
    );
    expect(await refused(ask(id))).toContain("conflict");
    await decide(desk.act("mia"), result.id, { approve: true });
    expect((await sendQuote(desk.act("ann"), id)).result.status).toBe("sent");
  });

  test("a cheap line of one's own text is no way around it, nor is another billing", async () => {
    const platform = await desk.product({ name: "Platform for the approval" });
    const { deal } = await desk.deal({ amount: { minor: 1_000_000, currency: "EUR" } });
    const { quote } = (await draftQuote(desk.act("ann"), deal.id)).result;
    await addLine(
      desk.act("ann"),
      quote.id,
      aLine({ text: "Platform, 500 users", unitPrice: 100_000 }),
    );
    await expect(sendQuote(desk.act("ann"), quote.id)).rejects.toThrow(ApprovalNeeded);
    const { result } = await ask(quote.id);
    expect(result.what).toMatch(/^a price of 1,000\.00 EUR for \*Account \d+ · Rollout\*$/);
    expect(result.facts.join(" ")).toContain(
      "Without a list price, so nobody can say what is off: “Platform, 500 users”. The deal is down for 10,000 EUR.",
    );
    await decide(desk.act("mia"), result.id, { approve: true });
    await sendQuote(desk.act("ann"), quote.id);

    const other = await desk.quote([]);
    const monthly = aLine({ productId: platform.id, unitPrice: 4000 });
    const add = (line: Partial<LineDraft>) =>
      addLine(desk.act("ann"), other.id, { ...monthly, ...line });
    expect(await refused(add({ billing: "year" }))).toContain("at most 20 %");
    expect(await refused(add({ billing: "one_time" }))).toContain("it can't be charged once.");
    await add({ billing: "year", unitPrice: 48_000 });
    expect((await desk.stored(other.id)).lines[0]?.listPrice).toBe(48_000);
  });

  test("nobody approves their own, manager or not", async () => {
    const { id } = await large();
    const { result } = await requestDiscount(desk.act("mia"), id, "Because");
    expect(await refused(decide(desk.act("mia"), result.id, { approve: true }))).toContain(
      "forbidden",
    );
    await expect(sendQuote(desk.act("mia"), id)).rejects.toThrow(ApprovalNeeded);
    await decide(desk.act("vera"), result.id, { approve: true });
    await sendQuote(desk.act("mia"), id);
  });

  test("rejected, it stays a draft and can be asked for again", async () => {
    const { id } = await large();
    await desk.approved(id, { approve: false, comment: "10 % and I agree" });
    await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
    await setDiscount(desk.act("ann"), id, { kind: "percent", basisPoints: 1000 });
    await desk.approved(id);
    await sendQuote(desk.act("ann"), id);
  });

  test.each<[string, (id: number) => Promise<{ result: { withdrawn: unknown } }>]>([
    [
      "another discount",
      (id) => setDiscount(desk.act("ann"), id, { kind: "percent", basisPoints: 1600 }),
    ],
    ["another line", (id) => addLine(desk.act("ann"), id, aLine())],
    [
      "a line less",
      async (id) => {
        await addLine(desk.act("ann"), id, aLine());
        await ask(id);
        return removeLine(desk.act("ann"), id, 2);
      },
    ],
    ["other words for the customer", (id) => setNote(desk.act("ann"), id, "Paid in advance")],
  ])("%s takes the request back, and says so", async (what, change) => {
    const { id } = await large();
    if (what !== "a line less") await ask(id);
    const { result } = await change(id);
    expect(result.withdrawn).not.toBeNull();
    expect((await request(id))?.state).toBe("withdrawn");
    await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
  });

  test("an approval holds for exactly what was asked: changed and changed back it still holds, otherwise not", async () => {
    const { id } = await large();
    await desk.approved(id);
    await setDiscount(desk.act("ann"), id, { kind: "percent", basisPoints: 1600 });
    await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
    await setDiscount(desk.act("ann"), id, { kind: "percent", basisPoints: 1500 });
    await sendQuote(desk.act("ann"), id);
    // The next version is another offer, and asked for anew.
    await reviseQuote(desk.act("ann"), id);
    await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
  });

  test("a change and an approval at the same moment never approve what was not asked for", async () => {
    for (let round = 0; round < 3; round++) {
      const { id } = await large();
      const { result } = await ask(id);
      await Promise.allSettled([
        decide(desk.act("mia"), result.id, { approve: true }),
        setDiscount(desk.act("ann"), id, { kind: "percent", basisPoints: 2000 }),
      ]);
      await expect(sendQuote(desk.act("ann"), id)).rejects.toThrow(ApprovalNeeded);
    }
  });

  test("a small one needs nobody, and asking for it is pointed to sending", async () => {
    const { id } = await desk.quote([{ unitPrice: 999_999 }], 2000);
    expect(await refused(ask(id))).toContain("needs nobody's approval. Send it with");
    await sendQuote(desk.act("ann"), id);
  });

  test("without an exchange rate any discount is asked for, and the request says why", async () => {
    const { deal } = await desk.deal({ amount: { minor: 5000, currency: "CHF" } });
    const { quote } = (await draftQuote(desk.act("ann"), deal.id)).result;
    await addLine(
      desk.act("ann"),
      quote.id,
      aLine({ unitPrice: 5000, discount: { kind: "percent", basisPoints: 100 } }),
    );
    expect(await refused(sendQuote(desk.act("ann"), quote.id))).toContain(
      "I know no exchange rate for CHF",
    );
    const { result } = await ask(quote.id);
    expect(result.facts.join(" ")).toContain("There is no exchange rate for CHF");
    // Once the rate is known it turns out to be small: it goes out, and nobody has to decide any more.
    await sendQuote(desk.act("ann", { exchangeRates: { CHF: "1.05" } }), quote.id);
    expect((await request(quote.id))?.state).toBe("withdrawn");
  });
});

describe("nothing over the maximum can be approved by any path", () => {
  test("not asked for, when the maximum has become stricter since it was written", async () => {
    const { id } = await large(2000);
    const strict = desk.act("ann", { quote: { maxDiscountPercent: 10 } });
    expect(await refused(requestDiscount(strict, id, "Please"))).toContain(
      "at most 10 % is allowed",
    );
  });

  test("not decided, when it has become stricter since it was asked for: the request stays open", async () => {
    const { id } = await large(2000);
    const { result } = await ask(id);
    const strict = desk.act("mia", { quote: { maxDiscountPercent: 10 } });
    expect(await refused(decide(strict, result.id, { approve: true }))).toContain(
      "at most 10 % is allowed, whoever asks",
    );
    expect((await request(id))?.state).toBe("open");
    await decide(strict, result.id, { approve: false, comment: "Too much" });
  });

  test("not sent, when it has become stricter since it was approved", async () => {
    const { id } = await large(2000);
    await desk.approved(id);
    expect(
      await refused(sendQuote(desk.act("ann", { quote: { maxDiscountPercent: 19.99 } }), id)),
    ).toContain("at most 19.99 % is allowed");
  });

  test("not decided, when the row was changed past the product meanwhile", async () => {
    const { id } = await large(1000);
    const { result } = await ask(id);
    await asSuperuser(
      desk.url,
      (sql) => sql`update quote_versions set discount_basis_points = 9000
      where workspace_id = ${WORKSPACE} and quote_id = ${id}`,
    );
    expect(await refused(decide(desk.act("mia"), result.id, { approve: true }))).toContain(
      "is no longer what was asked for",
    );
    expect(await refused(sendQuote(desk.act("ann"), id))).toContain("at most 20 % is allowed");
  });
});

test("a deal that is lost takes the request back with the draft", async () => {
  const { id, dealId } = await large();
  await ask(id);
  await moveDealTo(desk.act("ann"), dealId, { to: "closed_lost" }, { lostReason: "price" });
  expect((await request(id))?.state).toBe("withdrawn");
});
