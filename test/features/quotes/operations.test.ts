import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveDealTo } from "../../../src/features/deals/operations/move-deal.ts";
import { lineState } from "../../../src/features/quotes/domain/edit.ts";
import { priceQuote } from "../../../src/features/quotes/domain/pricing.ts";
import { editProduct, setActive } from "../../../src/features/quotes/operations/catalogue.ts";
import { draftQuote } from "../../../src/features/quotes/operations/create-quote.ts";
import {
  addLine,
  editLine,
  removeLine,
  setDiscount,
  setNote,
} from "../../../src/features/quotes/operations/edit-quote.ts";
import { sendQuote } from "../../../src/features/quotes/operations/send-quote.ts";
import { findQuotesOf } from "../../../src/features/quotes/queries/quote.ts";
import { Redelivered } from "../../../src/kernel/errors.ts";
import { HANDLES, OTHER_WORKSPACE, refused, slackIdOf, WORKSPACE } from "../deals/desk.ts";
import { openQuoteDesk, type QuoteDesk } from "./desk.ts";
import { aLine } from "./domain/a-quote.ts";

let desk: QuoteDesk;
beforeAll(async () => {
  desk = await openQuoteDesk();
});
afterAll(() => desk.close());

describe("writing a quote", () => {
  test("line by line: row, totals, audit and the deal's activity together", async () => {
    const { id, dealId } = await desk.quote([]);
    await addLine(
      desk.act("ann"),
      id,
      aLine({ quantity: 10_000, unitPrice: 4000, billing: "month", periods: 12 }),
    );
    await addLine(desk.act("cat"), id, aLine({ text: "Onboarding", unitPrice: 200_000 }));
    const quote = await desk.stored(id);
    expect(quote.lines.map(({ key, text }) => [key, text])).toEqual([
      [1, "Platform"],
      [2, "Onboarding"],
    ]);
    const [brief] = await desk.look((tx) => findQuotesOf(tx, WORKSPACE, dealId));
    expect(brief).toEqual({
      id,
      version: 1,
      status: "draft",
      total: { minor: 680_000, currency: "EUR" },
      listTotal: { minor: 680_000, currency: "EUR" },
    });
    expect((await desk.audit(id)).map((line) => line.action)).toEqual([
      "quote.drafted",
      "quote.line_added",
      "quote.line_added",
    ]);
    // The owner hears of the discount somebody else sets, not of every line.
    await setDiscount(desk.act("cat"), id, { kind: "percent", basisPoints: 500 });
    expect(await desk.told(dealId)).toEqual([
      { to: slackIdOf("ann"), what: `set 5 % off \`quote_${id}\`` },
    ]);
  });

  test("has the deal's products at catalogue prices, and the list price stays when the catalogue changes", async () => {
    const product = await desk.product({ name: "Analytics" });
    const { deal } = await desk.deal({ products: ["Analytics", "Unheard of"] });
    const { result } = await draftQuote(desk.act("ann"), deal.id);
    expect(result.unpriced).toEqual(["Unheard of"]);
    expect(result.quote.lines).toMatchObject([
      { productId: product.id, listPrice: 4000, periods: 12 },
    ]);
    await editProduct(desk.act("mia"), product.id, { ...product, price: 9000 });
    const [line] = result.quote.lines;
    if (!line) throw new Error("no line");
    await editLine(desk.act("ann"), result.quote.id, line.key, { ...line, unitPrice: 3600 });
    const { discount, listTotal } = priceQuote(await desk.stored(result.quote.id));
    expect([listTotal.minor, discount.minor]).toEqual([48_000, 4800]);
  });

  test("what is no longer sold, or priced in another currency, can't be put on it", async () => {
    const { id } = await desk.quote([]);
    const retired = await desk.product({ name: "Legacy" });
    await setActive(desk.act("mia"), retired.id, false);
    const dollars = await desk.product({ name: "Dollar thing", currency: "USD" });
    expect(await refused(addLine(desk.act("ann"), id, aLine({ productId: retired.id })))).toContain(
      "Legacy is no longer sold.",
    );
    expect(await refused(addLine(desk.act("ann"), id, aLine({ productId: dollars.id })))).toContain(
      "all lines of a quote are in one currency",
    );
    expect((await desk.stored(id)).lines).toEqual([]);
  });

  test("a price below the catalogue's can't get around the maximum, whatever the form says the list price is", async () => {
    const product = await desk.product({ name: "Guarded" });
    const { id } = await desk.quote([]);
    const line = aLine({
      productId: product.id,
      unitPrice: 3199,
      listPrice: null,
      billing: "month",
    });
    expect(await refused(addLine(desk.act("mia"), id, line))).toContain(
      "rule_broken: That would be about 20.03 % off",
    );
    await addLine(desk.act("ann"), id, { ...line, unitPrice: 3200 });
  });

  test("over the maximum is refused for everybody, and nothing is changed", async () => {
    const { id } = await desk.quote([{ unitPrice: 100_000 }]);
    for (const who of ["ann", "mia", "vera", "adam"] as const)
      expect(
        await refused(setDiscount(desk.act(who), id, { kind: "percent", basisPoints: 2001 })),
      ).toContain("at most 20 % is allowed, whoever asks");
    expect(await desk.stored(id)).toMatchObject({ discount: null, revision: 2 });
  });

  test("two people who write at once lose nothing of each other", async () => {
    const { id } = await desk.quote([]);
    await Promise.all(
      (["ann", "cat", "mia", "adam"] as const).map((who) =>
        addLine(desk.act(who), id, aLine({ text: who })),
      ),
    );
    const quote = await desk.stored(id);
    expect(quote.lines.map(({ text }) => text).sort()).toEqual(["adam", "ann", "cat", "mia"]);
    expect(new Set(quote.lines.map(({ key }) => key)).size).toBe(4);
    const [line] = quote.lines;
    if (!line) throw new Error("no line");
    const both = await Promise.allSettled(
      [9000, 8500].map((unitPrice) =>
        editLine(desk.act("ann"), id, line.key, { ...line, unitPrice }, lineState(line)),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await removeLine(desk.act("ann"), id, line.key);
    expect(await refused(removeLine(desk.act("cat"), id, line.key))).toContain(
      "That line of quote_",
    );
  });

  test("the same request delivered twice adds one line", async () => {
    const { id } = await desk.quote([]);
    const twice = { ...desk.act("ann"), requestId: "line twice" };
    await addLine(twice, id, aLine());
    await expect(addLine(twice, id, aLine())).rejects.toThrow(Redelivered);
    expect((await desk.stored(id)).lines).toHaveLength(1);
  });

  test.each(HANDLES)("by %s is done if the deal is theirs to quote", async (who) => {
    const { id, dealId } = await desk.quote();
    const may = (["ann", "cat", "mia", "vera", "adam"] as string[]).includes(who);
    const acts = [
      () => addLine(desk.act(who), id, aLine()),
      () => setNote(desk.act(who), id, "Two weeks"),
      () => draftQuote(desk.act(who), dealId),
    ];
    for (const work of acts) {
      if (may) await work();
      else
        expect(await refused(work())).toContain(
          "forbidden: You may not write quotes and contracts of this deal.",
        );
    }
  });

  test("in another workspace there is no such quote", async () => {
    const { id } = await desk.quote();
    const stranger = {
      ...desk.act("ann"),
      actor: { ...desk.act("ann").actor, workspaceId: OTHER_WORKSPACE },
    };
    expect(await refused(addLine(stranger, id, aLine()))).toContain(
      `not_found: There is no quote quote_${id}.`,
    );
  });
});

describe("sending a quote", () => {
  test("holds from today for 30 days, plans its end and its reminder where the owner is, and its PDF", async () => {
    const { id, dealId } = await desk.quote();
    await sendQuote(desk.act("mia"), id);
    expect(await desk.stored(id)).toMatchObject({
      status: "sent",
      validUntil: "2026-12-18",
      sentBy: 4,
    });
    const [end] = await desk.jobs("quotes.expire", id);
    expect(end?.at.toISOString()).toBe("2026-12-18T23:00:00.000Z");
    const [reminder] = await desk.jobs("quotes.remind", id);
    expect(reminder?.at.toISOString()).toBe("2026-12-15T08:00:00.000Z");
    expect(await desk.jobs("quotes.share", id)).toHaveLength(1);
    expect(await desk.told(dealId)).toContainEqual({
      to: slackIdOf("ann"),
      what: `sent \`quote_${id}\``,
    });
  });

  test("is refused without lines, twice, and on a closed deal", async () => {
    const empty = await desk.quote([]);
    expect(await refused(sendQuote(desk.act("ann"), empty.id))).toContain("has no lines yet");
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    expect(await refused(sendQuote(desk.act("ann"), id))).toContain(
      `quote_${id} is sent already. What was sent is never changed.`,
    );
    const lost = await desk.quote();
    await moveDealTo(
      desk.act("ann", { stageActions: { tidyWhenClosed: false } }),
      lost.dealId,
      { to: "closed_lost" },
      { lostReason: "price" },
    );
    expect(await refused(sendQuote(desk.act("ann"), lost.id))).toContain(
      "is lost: there is nothing left to quote",
    );
    expect(await refused(addLine(desk.act("ann"), lost.id, aLine()))).toContain(
      "belongs to a deal that is lost",
    );
  });

  test("by two people at once happens once", async () => {
    const { id } = await desk.quote();
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => sendQuote(desk.act(who), id)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a stricter maximum than when it was written still holds when it goes out", async () => {
    const { id } = await desk.quote([{ unitPrice: 1000 }], 2000);
    expect(
      await refused(sendQuote(desk.act("ann", { quote: { maxDiscountPercent: 15 } }), id)),
    ).toContain("at most 15 % is allowed");
  });
});
