import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveDealTo, undo } from "../../../src/features/deals/operations/move-deal.ts";
import { draftQuote, reviseQuote } from "../../../src/features/quotes/operations/create-quote.ts";
import { addLine } from "../../../src/features/quotes/operations/edit-quote.ts";
import {
  acceptQuote,
  declineQuote,
  expireVersion,
} from "../../../src/features/quotes/operations/end-quote.ts";
import { sendQuote } from "../../../src/features/quotes/operations/send-quote.ts";
import { findQuotesOf } from "../../../src/features/quotes/queries/quote.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { EVIDENCE, refused, WORKSPACE } from "../deals/desk.ts";
import { openQuoteDesk, type QuoteDesk } from "./desk.ts";
import { aLine } from "./domain/a-quote.ts";

let desk: QuoteDesk;
beforeAll(async () => {
  desk = await openQuoteDesk();
});
afterAll(() => desk.close());

const TODAY = asDay("2026-11-18");

describe("versions", () => {
  test("what was sent is never changed: the next version replaces it when it is sent, not before", async () => {
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    expect(await refused(addLine(desk.act("ann"), id, aLine()))).toContain(
      "is sent, so it can't be changed",
    );
    const { result } = await reviseQuote(desk.act("ann"), id);
    expect(result).toMatchObject({ id, version: 2, status: "draft", validUntil: null });
    expect(await refused(reviseQuote(desk.act("ann"), id))).toContain(
      "has a draft to write on already: version 2",
    );
    await addLine(desk.act("ann"), id, aLine({ text: "Training" }));
    expect((await desk.stored(id, 1)).lines).toHaveLength(1);
    expect((await desk.versions(id)).map(({ version, status }) => [version, status])).toEqual([
      [2, "draft"],
      [1, "sent"],
    ]);
    await sendQuote(desk.act("ann"), id);
    expect((await desk.versions(id)).map(({ version, status }) => [version, status])).toEqual([
      [2, "sent"],
      [1, "superseded"],
    ]);
  });

  test("two who revise at once make one", async () => {
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => reviseQuote(desk.act(who), id)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await desk.versions(id)).toHaveLength(2);
  });

  test("the end of version 1 does nothing to what replaced it", async () => {
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    await reviseQuote(desk.act("ann"), id);
    await sendQuote(desk.act("ann"), id);
    const { result } = await expireVersion(desk.act("adam"), id, 1, asDay("2026-12-18"));
    expect(result.event).toBeNull();
    expect((await desk.stored(id)).status).toBe("sent");
    await expireVersion(desk.act("adam"), id, 2, asDay("2026-12-18"));
    expect((await desk.stored(id)).status).toBe("expired");
    expect((await reviseQuote(desk.act("ann"), id)).result.version).toBe(3);
  });
});

describe("the customer's answer", () => {
  test("accepted: the deal's amount follows, other open quotes of the deal end, all are told once", async () => {
    const { id, dealId } = await desk.quote([{ unitPrice: 123_456 }]);
    const other = (await draftQuote(desk.act("ann"), dealId)).result.quote.id;
    await sendQuote(desk.act("ann"), id);
    const { result } = await acceptQuote(desk.act("mia"), id, {
      by: " Jane  Doe ",
      on: TODAY,
      note: "By mail",
    });
    expect(result).toMatchObject({
      total: { minor: 123_456, currency: "EUR" },
      replaced: [`quote_${other}`],
    });
    expect(await desk.stored(id)).toMatchObject({
      status: "accepted",
      acceptedBy: "Jane Doe",
      acceptedOn: TODAY,
      endNote: "By mail",
    });
    expect((await desk.stored(other)).status).toBe("superseded");
    expect(await desk.row(dealId)).toMatchObject({ amount: 123_456, currency: "EUR" });
    const { what = "" } = (await desk.told(dealId)).at(-1) ?? {};
    expect(what).toContain(`recorded that Jane Doe accepted \`quote_${id}\`: 1,234.56 EUR`);
    expect(await refused(acceptQuote(desk.act("ann"), id, { by: "Jane", on: TODAY }))).toContain(
      "An accepted quote stays as it is",
    );
    expect(await refused(reviseQuote(desk.act("ann"), id))).toContain(
      "is accepted, so it can't be revised",
    );
  });

  test.each([
    [{ by: "  ", on: TODAY }, "Who accepted it at the customer?"],
    [{ by: "Jane", on: asDay("2026-11-19") }, "tomorrow is still to come"],
  ])("%j is refused", async (said, words) => {
    const { id, dealId } = await desk.quote();
    const before = await desk.row(dealId);
    await sendQuote(desk.act("ann"), id);
    expect(await refused(acceptQuote(desk.act("ann"), id, said))).toContain(words);
    expect((await desk.row(dealId)).amount).toBe(before.amount);
  });

  test("a draft can be neither accepted nor declined", async () => {
    const { id } = await desk.quote();
    expect(await refused(acceptQuote(desk.act("ann"), id, { by: "Jane", on: TODAY }))).toContain(
      "still a draft, so it can't be accepted. Possible: `/quote send",
    );
    expect(await refused(declineQuote(desk.act("ann"), id, null))).toContain("can't be declined");
  });

  test("while the next version is written, the answer is to the one the customer has", async () => {
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    await reviseQuote(desk.act("ann"), id);
    await addLine(desk.act("ann"), id, aLine());
    await declineQuote(desk.act("ann"), id, "Too slow");
    expect(await desk.versions(id)).toMatchObject([
      { version: 2, status: "draft" },
      { version: 1, status: "declined" },
    ]);
    expect(await desk.stored(id, 1)).toMatchObject({ endNote: "Too slow" });
  });

  test("by people without a standing in the deal is not recorded", async () => {
    const { id } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    for (const who of ["ben", "vic", "oto"] as const)
      expect(await refused(acceptQuote(desk.act(who), id, { by: "Jane", on: TODAY }))).toContain(
        "forbidden",
      );
  });
});

describe("when the deal moves", () => {
  const enter = async (over: Record<string, unknown> = {}, products: string[] = []) => {
    const { deal } = await desk.deal({ products });
    const change = await moveDealTo(desk.act("ann", over), deal.id, { to: "proposal" }, EVIDENCE);
    return { deal, change, quotes: await desk.look((tx) => findQuotesOf(tx, WORKSPACE, deal.id)) };
  };

  test("to its proposal a quote of its amount is drafted, and the answer says so", async () => {
    const { change, quotes } = await enter();
    const [quote] = quotes;
    expect(quotes).toHaveLength(1);
    expect(change.outcomes.map((one) => one.text.text)).toEqual([
      `Quote \`quote_${quote?.id}\` drafted: 10,000.00 EUR.`,
    ]);
    expect(await desk.stored(quote?.id ?? 0)).toMatchObject({
      isAuto: true,
      lines: [{ text: "Platform", unitPrice: 1_000_000 }],
    });
  });

  test("with products, they are its lines", async () => {
    await desk.product({ name: "Reporting", price: 2000 });
    const { change, quotes } = await enter({}, ["Reporting", "Nobody's product"]);
    expect(quotes[0]?.total.minor).toBe(24_000);
    expect(change.outcomes[0]?.text.text).toContain(
      "The catalogue has no price in EUR for Nobody's product.",
    );
  });

  test("there is one such draft, however often and by however many it moves", async () => {
    const { deal } = await enter();
    for (let round = 0; round < 3; round++) {
      await moveDealTo(desk.act("ann"), deal.id, { to: "demo" });
      await Promise.allSettled(
        (["ann", "mia"] as const).map((who) =>
          moveDealTo(desk.act(who), deal.id, { to: "proposal" }),
        ),
      );
    }
    expect(await desk.look((tx) => findQuotesOf(tx, WORKSPACE, deal.id))).toHaveLength(1);
  });

  test("none is drafted where the workspace does not want it, or the deal has one", async () => {
    expect((await enter({ stageActions: { autoQuote: false } })).quotes).toEqual([]);
    const { dealId } = await desk.quote();
    const change = await moveDealTo(desk.act("ann"), dealId, { to: "proposal" }, EVIDENCE);
    expect(change.outcomes).toEqual([]);
  });

  test("lost, what is open ends with it and the answer says so; won, only drafts do", async () => {
    const { id, dealId } = await desk.quote();
    await sendQuote(desk.act("ann"), id);
    await reviseQuote(desk.act("ann"), id);
    const change = await moveDealTo(
      desk.act("ann"),
      dealId,
      { to: "closed_lost" },
      { lostReason: "price" },
    );
    expect(change.outcomes.map((one) => one.text.text)).toEqual([
      `\`quote_${id}\` is no longer open.`,
    ]);
    expect(await desk.versions(id)).toMatchObject([
      { status: "superseded" },
      { status: "declined" },
    ]);
    // Lost by mistake: all of it is as it was.
    const undone = await undo(desk.act("ann"), dealId, change.deal.version);
    expect(undone.outcomes.map((one) => one.text.text)).toEqual([`\`quote_${id}\` is open again.`]);
    expect(await desk.versions(id)).toMatchObject([{ status: "draft" }, { status: "sent" }]);
    expect(await desk.stored(id, 1)).toMatchObject({ endedAt: null, endNote: null });

    const kept = await desk.quote();
    await sendQuote(desk.act("ann"), kept.id);
    const draft = (await draftQuote(desk.act("ann"), kept.dealId)).result.quote.id;
    await moveDealTo(desk.act("ann"), kept.dealId, { to: "closed_won" }, EVIDENCE);
    expect([(await desk.stored(kept.id)).status, (await desk.stored(draft)).status]).toEqual([
      "sent",
      "superseded",
    ]);
  });
});
