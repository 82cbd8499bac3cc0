import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import { askToSkip } from "../../../src/features/approvals/operations/gate-override.ts";
import { moveDealTo } from "../../../src/features/deals/index.ts";
import { absences } from "../../../src/features/people/schema.ts";
import { EVIDENCE, refused, TEAM } from "../deals/desk.ts";
import { type ApprovalDesk, openApprovalDesk } from "./desk.ts";

let desk: ApprovalDesk;
beforeAll(async () => {
  desk = await openApprovalDesk();
});
afterAll(() => desk.close());
const newId = async () => (await desk.deal()).deal.id;

describe("a gate that somebody asks to skip", () => {
  test("is skipped by who approves, for the reason of who asked", async () => {
    const dealId = await newId();
    const { id, facts } = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
    expect(facts.join(" ")).toContain("a contact");
    const { outcomes } = await decide(desk.act("mia"), id, { approve: true, comment: "Once" });
    expect(outcomes[0]?.text.text).toContain("is in Proposal now.");
    expect(await desk.row(dealId)).toMatchObject({ stage: "proposal" });
    const { audit } = await desk.trail(dealId);
    expect(audit.at(-1)).toMatchObject({
      action: "deal.moved",
      actor_id: TEAM.mia.id,
      reason: "Board on Monday",
    });
  });

  test("by a stand-in who could not skip it themself", async () => {
    await desk.away("mia", "2026-11-18", "2026-11-18", "cat");
    const dealId = await newId();
    const { id } = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
    await decide(desk.act("cat"), id, { approve: true });
    expect(await desk.row(dealId)).toMatchObject({ stage: "proposal" });
    await desk.look((tx) => tx.delete(absences));
  });

  test("stays closed when it is rejected", async () => {
    const dealId = await newId();
    const { id } = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
    await decide(desk.act("mia"), id, { approve: false, comment: "Not yet" });
    expect(await desk.row(dealId)).toMatchObject({ stage: "lead" });
  });

  test("is asked for by those who may change the deal, and only where something is missing", async () => {
    const dealId = await newId();
    expect(await refused(askToSkip(desk.act("eli"), dealId, "proposal", "Because"))).toContain(
      "forbidden",
    );
    expect(await refused(askToSkip(desk.act("ann"), dealId, "lead", "Because"))).toContain(
      "There is no gate to skip.",
    );
    const { id } = await desk.dealIn("discovery");
    expect(await refused(askToSkip(desk.act("ann"), id, "demo", "Because"))).toContain(
      "Nothing is missing for Demo any more.",
    );
  });

  test("is withdrawn when the deal moves another way", async () => {
    const dealId = await newId();
    const { id } = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
    const { outcomes } = await moveDealTo(desk.act("ann"), dealId, { to: "qualified" }, EVIDENCE);
    expect(outcomes[0]?.text.text).toContain(`approval_${id}`);
    expect(await desk.approval(id)).toMatchObject({
      state: "withdrawn",
      comment: "The deal moved to Qualified meanwhile.",
    });
  });

  test("approved in the moment the deal moves: one of both, never half", async () => {
    for (let round = 0; round < 4; round++) {
      const dealId = await newId();
      const { id } = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
      const both = await Promise.allSettled([
        decide(desk.act("mia"), id, { approve: true }),
        moveDealTo(desk.act("ann"), dealId, { to: "qualified", from: "lead" }, EVIDENCE),
      ]);
      expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      const won = both[0]?.status === "fulfilled";
      expect(await desk.row(dealId)).toMatchObject({ stage: won ? "proposal" : "qualified" });
      expect(await desk.approval(id)).toMatchObject({ state: won ? "approved" : "withdrawn" });
    }
  });
});

describe("a deal that closes", () => {
  test("ends all that waits on it", async () => {
    const dealId = await newId();
    const discount = await desk.ask({ dealId });
    const skip = await askToSkip(desk.act("ann"), dealId, "proposal", "Board on Monday");
    const { outcomes } = await moveDealTo(
      desk.act("ann"),
      dealId,
      { to: "closed_lost" },
      { ...EVIDENCE, lostReason: "price" },
    );
    expect(outcomes[0]?.text.text).toBe(
      `Withdrew 2 open requests for approval: approval_${discount.id} and approval_${skip.id}.`,
    );
    for (const { id } of [discount, skip])
      expect(await desk.approval(id)).toMatchObject({
        state: "withdrawn",
        comment: "The deal was closed (Closed lost).",
      });
  });
});
