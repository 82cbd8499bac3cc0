import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { when } from "../../../src/events/define-event.ts";
import { approvalDecided, withdrawApproval } from "../../../src/features/approvals/index.ts";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import { withdrawOwn } from "../../../src/features/approvals/operations/withdraw.ts";
import { listWaitingFor } from "../../../src/features/approvals/queries/list.ts";
import { workOnDeal } from "../../../src/features/deals/index.ts";
import { AppError, Redelivered } from "../../../src/kernel/errors.ts";
import { md } from "../../../src/slack/mrkdwn.ts";
import { refused, TEAM, WORKSPACE } from "../deals/desk.ts";
import { ANY_MANAGER, type ApprovalDesk, openApprovalDesk } from "./desk.ts";

const heard: { id: number; state: string }[] = [];
let desk: ApprovalDesk;
beforeAll(async () => {
  desk = await openApprovalDesk({
    reactions: [
      when(approvalDecided, async (_tx, _act, { approval }) => {
        if (approval.data.refuse && approval.state === "approved")
          throw new AppError("rule_broken", "25 % is over the limit by now.");
        heard.push({ id: approval.id, state: approval.state });
        return { text: md`The quote follows.`, buttons: [] };
      }),
    ],
  });
});
afterAll(() => desk.close());

const waitingFor = (who: keyof typeof TEAM) =>
  desk.look(async (tx) =>
    (await listWaitingFor(tx, WORKSPACE, TEAM[who].id, desk.clock.now())).map((one) => one.id),
  );

describe("a request", () => {
  test("goes to the nearest manager of the deal's owner, who decides with a word on it", async () => {
    const { id } = await desk.ask();
    expect(await desk.cards(id)).toEqual([
      { recipient: "U0MIA", kind: "approvals.asked", why: null },
    ]);
    expect(await waitingFor("mia")).toContain(id);
    expect(await waitingFor("vera")).not.toContain(id);
    const { approval, outcomes } = await decide(desk.act("mia"), id, {
      approve: true,
      comment: " Fine for two years. ",
    });
    expect(approval).toMatchObject({
      state: "approved",
      decidedByName: "Mia Manager",
      comment: "Fine for two years.",
      data: { percent: 15 },
    });
    expect(outcomes.map((one) => one.text.text)).toEqual(["The quote follows."]);
    expect(heard.at(-1)).toEqual({ id, state: "approved" });
    expect(await waitingFor("mia")).not.toContain(id);
    // The card locks where it hangs, and the requester is told.
    expect(await desk.shown(id)).toEqual({ [`approval:${id}:asked:U0MIA`]: "approved" });
    expect((await desk.cards(id)).at(-1)).toMatchObject({
      recipient: "U0ANN",
      kind: "approvals.over",
    });
    expect((await desk.audit(id)).map((one) => [one.action, one.actor_id, one.reason])).toEqual([
      ["approval.requested", TEAM.ann.id, "Matches the offer of Globex"],
      ["approval.approved", TEAM.mia.id, "Fine for two years."],
    ]);
  });

  test("can be rejected, with a reason only", async () => {
    const { id } = await desk.ask();
    expect(await refused(decide(desk.act("mia"), id, { approve: false, comment: " " }))).toContain(
      "A rejection needs a reason.",
    );
    const { approval } = await decide(desk.act("mia"), id, {
      approve: false,
      comment: "10 % and I agree",
    });
    expect(approval).toMatchObject({ state: "rejected", comment: "10 % and I agree" });
  });

  test("needs a reason itself", async () => {
    expect(await refused(desk.ask({ reason: "  " }))).toContain("needs a reason");
  });

  test("is refused while one is open for the same thing, and the answer leads to that one", async () => {
    const { deal } = await desk.deal();
    const { id } = await desk.ask({ dealId: deal.id, subjectId: 9001 });
    const again = await refused(desk.ask({ dealId: deal.id, subjectId: 9001 }));
    expect(again).toContain(`Ann Seller asked for that just now: approval_${id}`);
    expect(again).toContain("it waits for Mia Manager");
    expect(again).toContain(`/approval show approval_${id}`);
    await decide(desk.act("mia"), id, { approve: false, comment: "no" });
    expect((await desk.ask({ dealId: deal.id, subjectId: 9001 })).id).toBeGreaterThan(id);
  });

  test("asked for by two people at once is one request", async () => {
    const { deal } = await desk.deal();
    const both = await Promise.allSettled([
      desk.ask({ dealId: deal.id, subjectId: 9002 }),
      desk.ask({ dealId: deal.id, subjectId: 9002, by: desk.act("mia") }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("who may not decide", () => {
  const cases = [
    ["the requester", "ann", "nobody decides their own request"],
    ["somebody of the same team", "ben", "You are not asked to decide this. It waits for Mia"],
    ["a manager of another team", "oto", "You are not asked to decide this. It waits for Mia"],
    ["a manager's manager, before it is escalated", "vera", "You are not asked"],
    ["an admin who is not asked", "adam", "You are not asked to decide this."],
  ] as const;
  test.each(cases)("%s", async (_, who, words) => {
    const { id } = await desk.ask();
    for (const approve of [true, false])
      expect(await refused(decide(desk.act(who), id, { approve, comment: "x" }))).toContain(words);
    expect(await desk.approval(id)).toMatchObject({ state: "open" });
    expect(await desk.audit(id)).toHaveLength(1);
  });

  test("a manager asks on a deal of their own people: the next one up decides", async () => {
    const { deal } = await desk.deal();
    const { id } = await desk.ask({ dealId: deal.id, by: desk.act("mia") });
    expect((await desk.cards(id)).map((card) => card.recipient)).toEqual(["U0VERA"]);
    expect(await refused(decide(desk.act("mia"), id, { approve: true }))).toContain(
      "nobody decides their own request",
    );
  });

  test("another workspace's people never see it", async () => {
    const { id } = await desk.ask();
    const stranger = desk.act("mia", { workspaceId: "T0OTHER" });
    expect(await refused(decide(stranger, id, { approve: true }))).toContain(
      `not_found: There is no request approval_${id}`,
    );
  });
});

describe("two at once", () => {
  test("of two managers one decides, and the other is told the truth", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await desk.ask({ rule: ANY_MANAGER });
      const clicks = await Promise.allSettled([
        decide(desk.act("mia"), id, { approve: true }),
        decide(desk.act("vera"), id, { approve: false, comment: "too much" }),
      ]);
      const won = clicks.findIndex((one) => one.status === "fulfilled");
      const lost = clicks[1 - won];
      expect(clicks.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      const words = lost?.status === "rejected" ? String(lost.reason.message) : "";
      expect(words).toBe(
        won === 0
          ? "Mia Manager approved this just now."
          : "Vera President rejected this just now.",
      );
      expect(await desk.approval(id)).toMatchObject({
        state: won === 0 ? "approved" : "rejected",
        decidedById: won === 0 ? TEAM.mia.id : TEAM.vera.id,
      });
    }
  });

  test("a second click hears who was quicker, and when", async () => {
    const { id } = await desk.ask({ rule: ANY_MANAGER });
    await decide(desk.act("mia"), id, { approve: true });
    desk.clock.forward(4 * 60_000);
    expect(await refused(decide(desk.act("vera"), id, { approve: true }))).toBe(
      "conflict: Mia Manager approved this 4 minutes ago. Nothing was changed.",
    );
    expect(await refused(decide(desk.act("mia"), id, { approve: true }))).toContain(
      "You approved this 4 minutes ago.",
    );
  });

  test("the same click delivered twice decides once", async () => {
    const { id } = await desk.ask();
    const click = () => desk.act("mia", { requestId: `click-${id}` });
    await decide(click(), id, { approve: true });
    await expect(decide(click(), id, { approve: true })).rejects.toBeInstanceOf(Redelivered);
    expect(heard.filter((one) => one.id === id)).toHaveLength(1);
  });
});

describe("what it is about", () => {
  test("may refuse a decision, which is not made then", async () => {
    const { id } = await desk.ask({ data: { refuse: true } });
    expect(await refused(decide(desk.act("mia"), id, { approve: true }))).toContain(
      "25 % is over the limit by now.",
    );
    expect(await desk.approval(id)).toMatchObject({ state: "open", decidedAt: null });
    expect(await desk.shown(id)).toEqual({ [`approval:${id}:asked:U0MIA`]: "open" });
  });

  test("withdraws its request when it changes, and the cards say why", async () => {
    const { deal } = await desk.deal();
    const asked = await desk.ask({ dealId: deal.id });
    const by = desk.act("ann");
    const subject = { subject: asked.subject, subjectId: asked.subjectId };
    const withdraw = () =>
      workOnDeal(desk.act("ann"), deal.id, "deal.change", async (tx) => ({
        result: await withdrawApproval(tx, by, subject, md`The quote changed.`),
        words: null,
      }));
    expect((await withdraw()).result).toMatchObject({ id: asked.id, state: "withdrawn" });
    expect((await withdraw()).result).toBeNull();
    expect(heard.at(-1)).toEqual({ id: asked.id, state: "withdrawn" });
    expect(await desk.shown(asked.id)).toEqual({
      [`approval:${asked.id}:asked:U0MIA`]: "withdrawn",
    });
    expect(await refused(decide(desk.act("mia"), asked.id, { approve: true }))).toContain(
      "Ann Seller withdrew this just now.",
    );
  });
});

describe("taking it back", () => {
  test("is for who asked, and for admins", async () => {
    const { id } = await desk.ask();
    expect(await refused(withdrawOwn(desk.act("mia"), id))).toContain(
      "Only Ann Seller or an admin can take this back.",
    );
    expect(await withdrawOwn(desk.act("ann"), id)).toMatchObject({ state: "withdrawn" });
    expect(await refused(withdrawOwn(desk.act("ann"), id))).toContain("You withdrew this");
  });
});

describe("where all must agree", () => {
  const rule = {
    approvers: [{ role: "manager" as const, inLine: true }, { personId: TEAM.cat.id }],
    agree: "all" as const,
  };

  test("each seat needs its answer, in any order, and the last one decides", async () => {
    const { id } = await desk.ask({ rule });
    expect((await desk.cards(id)).map((card) => card.recipient).toSorted()).toEqual([
      "U0CAT",
      "U0MIA",
    ]);
    const first = await decide(desk.act("cat"), id, { approve: true, comment: "It can be done" });
    expect(first.approval.state).toBe("open");
    expect(first.waitsFor).toEqual(["Mia Manager"]);
    expect(await waitingFor("cat")).not.toContain(id);
    expect(await refused(decide(desk.act("cat"), id, { approve: true }))).toContain(
      "You have agreed already. It still waits for Mia Manager.",
    );
    const last = await decide(desk.act("mia"), id, { approve: true });
    expect(last.approval).toMatchObject({ state: "approved", decidedByName: "Mia Manager" });
    expect(heard.filter((one) => one.id === id)).toEqual([{ id, state: "approved" }]);
  });

  test("one who rejects ends it", async () => {
    const { id } = await desk.ask({ rule });
    await decide(desk.act("mia"), id, { approve: true });
    const end = await decide(desk.act("cat"), id, { approve: false, comment: "Not this year" });
    expect(end.approval.state).toBe("rejected");
  });

  test("the last two at once decide once", async () => {
    const { id } = await desk.ask({ rule });
    const both = await Promise.all([
      decide(desk.act("mia"), id, { approve: true }),
      decide(desk.act("cat"), id, { approve: true }),
    ]);
    expect(both.map((one) => one.approval.state).toSorted()).toEqual(["approved", "open"]);
    expect(heard.filter((one) => one.id === id)).toHaveLength(1);
  });
});
