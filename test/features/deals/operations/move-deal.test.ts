import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editDeal } from "../../../../src/features/deals/domain/edit.ts";
import { noteOn } from "../../../../src/features/deals/domain/write.ts";
import { changeDeal } from "../../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo, reopen, undo } from "../../../../src/features/deals/operations/move-deal.ts";
import { type Desk, EVIDENCE, openDesk, refused, slackIdOf, TEAM } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("a move", () => {
  test("writes the row, its history, the audit entry and the owner's message together", async () => {
    const { deal } = await desk.deal();
    const act = desk.act("mia");
    const change = await moveDealTo(act, deal.id, { to: "proposal" }, EVIDENCE);
    expect(change.deal).toMatchObject({ stage: "proposal", probability: 50, version: 2 });
    expect(await desk.row(deal.id)).toMatchObject({
      stage: "proposal",
      status: "open",
      version: 2,
    });
    const { history, audit } = await desk.trail(deal.id);
    expect(history.at(-1)).toEqual({
      kind: "moved",
      from_stage: "lead",
      to_stage: "proposal",
      version: 2,
    });
    expect(audit.map(({ action }) => action)).toEqual([
      "deal.created",
      "deal.edited",
      "deal.requirement_added",
      "deal.moved",
    ]);
    expect(audit.at(-1)).toMatchObject({
      actor_id: TEAM.mia.id,
      before: { stage: "lead" },
      after: { stage: "proposal" },
      request_id: act.requestId,
    });
    expect(await desk.told(deal.id)).toEqual([
      {
        to: slackIdOf("ann"),
        what: expect.stringContaining("moved it from Lead to Proposal"),
      },
    ]);
  });

  test("fills in what its gate asks for, and is refused without it", async () => {
    const { deal } = await desk.deal();
    for (const missing of ["contact", "amount", "closeDate", "requirement"] as const) {
      const { [missing]: _, ...rest } = EVIDENCE;
      expect(
        await refused(moveDealTo(desk.act("ann"), deal.id, { to: "proposal" }, rest)),
      ).toContain("rule_broken: Proposal needs");
    }
    expect((await desk.row(deal.id)).version).toBe(1);
    const { deal: moved } = await moveDealTo(
      desk.act("ann"),
      deal.id,
      { to: "proposal" },
      EVIDENCE,
    );
    expect(moved).toMatchObject({ closeDate: "2027-03-31", amount: EVIDENCE.amount });
    // What was filled in stays: the next gate finds it in the database.
    await moveDealTo(desk.act("ann"), deal.id, { to: "lead" });
    await moveDealTo(desk.act("ann"), deal.id, { to: "proposal" });
  });

  test.each([
    ["an amount of nothing", { amount: { minor: 0, currency: "EUR" } }, "an amount"],
    ["an empty requirement", { requirement: "" }, "at least one requirement"],
    ["a blank requirement", { requirement: "  " }, "That requirement is empty."],
  ])("is not let through by %s", async (_, filled, words) => {
    const { deal } = await desk.deal();
    expect(
      await refused(
        moveDealTo(desk.act("ann"), deal.id, { to: "proposal" }, { ...EVIDENCE, ...filled }),
      ),
    ).toContain(words);
  });

  test("with another account does not keep the contact of the one before", async () => {
    const { deal } = await desk.deal({ contact: { name: "Old Contact" } });
    const filled = { account: "Quite another", amount: EVIDENCE.amount };
    expect(await refused(moveDealTo(desk.act("ann"), deal.id, { to: "demo" }, filled))).toContain(
      "Demo needs a contact first.",
    );
    const change = await moveDealTo(
      desk.act("ann"),
      deal.id,
      { to: "demo" },
      { ...filled, contact: { name: "Old Contact" } },
    );
    expect(change.accountName).toBe("Quite another");
    expect(change.deal.accountId).not.toBe(deal.accountId);
    expect(change.deal.contactId).not.toBe(deal.contactId);
  });

  test("past its gate takes the permission for it, and keeps the reason", async () => {
    const { deal } = await desk.deal();
    const move = { to: "proposal", override: "board meets on Monday" } as const;
    expect(await refused(moveDealTo(desk.act("ann"), deal.id, move))).toContain(
      "forbidden: You may not skip a stage gate or reopen a closed deal.",
    );
    await moveDealTo(desk.act("mia"), deal.id, move);
    const { audit } = await desk.trail(deal.id);
    expect(audit.at(-1)).toMatchObject({ action: "deal.moved", reason: "board meets on Monday" });
    expect((await desk.told(deal.id)).at(-1)?.what).toContain(
      "skipping the gate: “board meets on Monday”",
    );
  });

  test("of a deal that is not there is refused", async () => {
    expect(await refused(moveDealTo(desk.act("ann"), 9999, { to: "demo" }))).toContain(
      "not_found: There is no deal opp_9999.",
    );
  });

  test("closes and reopens a deal; a manager of another team may reopen it", async () => {
    const deal = await desk.dealIn("closed_lost");
    expect(await desk.row(deal.id)).toMatchObject({
      status: "lost",
      lostReason: "price",
      probability: 0,
      closedAt: desk.clock.now(),
    });
    const back = { to: "negotiation", reason: "the budget is back" } as const;
    expect(await refused(reopen(desk.act("ann"), deal.id, back))).toContain("forbidden");
    await reopen(desk.act("oto"), deal.id, back);
    expect(await desk.row(deal.id)).toMatchObject({
      status: "open",
      stage: "negotiation",
      lostReason: null,
      closedAt: null,
    });
    const { history, audit } = await desk.trail(deal.id);
    expect(history.at(-1)).toMatchObject({ kind: "reopened", from_stage: "closed_lost" });
    expect(audit.at(-1)).toMatchObject({ action: "deal.reopened", reason: "the budget is back" });
  });
});

describe("an undo", () => {
  test("brings back what was there, and leaves what was filled in", async () => {
    const deal = await desk.dealIn("negotiation");
    await changeDeal(desk.act("ann"), deal.id, "deal.change", (locked) =>
      editDeal(locked.deal, { probability: { percent: 88, reason: "verbal yes" } }),
    );
    const entered = (await desk.row(deal.id)).stageEnteredAt;
    desk.clock.forward(60_000);
    const lost = await moveDealTo(
      desk.act("ann"),
      deal.id,
      { to: "closed_lost" },
      { lostReason: "competitor", lostTo: "Globex" },
    );
    desk.clock.forward(4 * 60_000);
    await undo(desk.act("mia"), deal.id, lost.deal.version);
    expect(await desk.row(deal.id)).toMatchObject({
      stage: "negotiation",
      status: "open",
      probability: 88,
      probabilityReason: "verbal yes",
      lostReason: null,
      lostTo: null,
      closedAt: null,
      stageEnteredAt: entered,
      version: lost.deal.version + 1,
    });
    expect((await desk.trail(deal.id)).history.at(-1)).toMatchObject({
      kind: "undone",
      from_stage: "closed_lost",
      to_stage: "negotiation",
    });
    expect((await desk.told(deal.id)).at(-1)?.what).toBe(
      "took the move to Closed lost back: it is in Negotiation again",
    );
    expect(await refused(undo(desk.act("ann"), deal.id, lost.deal.version))).toBe(
      "conflict: There is no move to take back any more.",
    );
    expect(await refused(undo(desk.act("ann"), deal.id, lost.deal.version + 1))).toContain(
      "no move to take back",
    );
  });

  test("is refused after five minutes, after another change, and to those who may not change the deal", async () => {
    const deal = await desk.dealIn("lead");
    const moved = await moveDealTo(desk.act("ann"), deal.id, { to: "qualified" }, EVIDENCE);
    expect(await refused(undo(desk.act("ben"), deal.id, moved.deal.version))).toContain(
      "forbidden",
    );
    desk.clock.forward(5 * 60_000 + 1);
    expect(await refused(undo(desk.act("ann"), deal.id, moved.deal.version))).toContain(
      "A move can be undone for 5 minutes",
    );
    const again = await moveDealTo(desk.act("ann"), deal.id, { to: "discovery" });
    await changeDeal(desk.act("ann"), deal.id, "deal.note", (locked) => noteOn(locked.deal, "hm"));
    expect(await refused(undo(desk.act("ann"), deal.id, again.deal.version))).toContain(
      "was changed again since that move",
    );
    expect((await desk.row(deal.id)).stage).toBe("discovery");
  });

  test("takes back no reopening, and nothing of a deal that never moved", async () => {
    const deal = await desk.dealIn("closed_won");
    const back = await reopen(desk.act("mia"), deal.id, { to: "demo", reason: "not signed" });
    expect(await refused(undo(desk.act("mia"), deal.id, back.deal.version))).toContain("no move");
    const fresh = await desk.dealIn("lead");
    expect(await refused(undo(desk.act("ann"), fresh.id, 1))).toContain("no move to take back");
  });
});
