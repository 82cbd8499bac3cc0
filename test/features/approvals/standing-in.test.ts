import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { climbRung } from "../../../src/features/approvals/operations/climb.ts";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import {
  answerQuestion,
  askRequester,
} from "../../../src/features/approvals/operations/questions.ts";
import { listWaitingFor } from "../../../src/features/approvals/queries/list.ts";
import { absences } from "../../../src/features/people/schema.ts";
import { refused, TEAM, WORKSPACE } from "../deals/desk.ts";
import { type ApprovalDesk, openApprovalDesk } from "./desk.ts";

let desk: ApprovalDesk;
beforeAll(async () => {
  desk = await openApprovalDesk();
});
afterAll(() => desk.close());
const allBack = () => desk.look((tx) => tx.delete(absences));
const TODAY = "2026-11-18";
const climb = (id: number, rung: "remind" | "escalate" | "expire") =>
  climbRung(desk.deps, WORKSPACE, id, rung);

describe("an approver who is away", () => {
  test("is represented by their delegate, who decides in their name", async () => {
    await desk.away("mia", TODAY, "2026-11-20", "oto");
    const { id } = await desk.ask();
    expect(await desk.cards(id)).toEqual([
      {
        recipient: "U0OTO",
        kind: "approvals.asked",
        why: "For Mia Manager, who is away until Fri 20 Nov (in 2 days)",
      },
    ]);
    const waiting = await desk.look((tx) =>
      listWaitingFor(tx, WORKSPACE, TEAM.oto.id, desk.clock.now()),
    );
    expect(waiting.map((one) => one.id)).toEqual([id]);
    const { approval } = await decide(desk.act("oto"), id, { approve: true });
    expect(approval).toMatchObject({
      decidedByName: "Oto Manager",
      decidedForName: "Mia Manager",
    });
    await allBack();
  });

  test("is represented by whoever is the delegate at the click, not at the request", async () => {
    const { id } = await desk.ask();
    expect(await refused(decide(desk.act("oto"), id, { approve: true }))).toContain("not asked");
    await desk.away("mia", TODAY, TODAY, "oto");
    expect(await refused(decide(desk.act("ben"), id, { approve: true }))).toContain(
      "It waits for Oto Manager (for Mia Manager).",
    );
    await allBack();
    expect(await refused(decide(desk.act("oto"), id, { approve: true }))).toContain("not asked");
    await desk.away("mia", TODAY, TODAY, "oto");
    expect((await decide(desk.act("oto"), id, { approve: true })).approval.state).toBe("approved");
    await allBack();
  });

  test("may leave it to somebody without a role or a place in the line", async () => {
    await desk.away("mia", TODAY, "2026-11-20", "vic");
    const { id } = await desk.ask();
    expect((await desk.cards(id)).map((card) => card.recipient)).toEqual(["U0VIC"]);
    const vic = desk.act("vic", { roles: ["viewer"] });
    const { approval } = await decide(vic, id, { approve: true });
    expect(approval).toMatchObject({ decidedByName: "Vic Viewer", decidedForName: "Mia Manager" });
    await allBack();
  });

  test("may decide all the same", async () => {
    await desk.away("mia", TODAY, "2026-11-20", "oto");
    const { id } = await desk.ask();
    const { approval } = await decide(desk.act("mia"), id, { approve: true });
    expect(approval).toMatchObject({ decidedByName: "Mia Manager", decidedForName: null });
    await allBack();
  });

  test("is never represented by the requester: the manager above decides instead", async () => {
    await desk.away("mia", TODAY, "2026-11-20", "ann");
    const { id } = await desk.ask();
    expect((await desk.cards(id)).map((card) => [card.recipient, card.why])).toEqual([
      ["U0MIA", null],
      ["U0VERA", "You may decide too: Mia Manager is away until Fri 20 Nov (in 2 days)"],
    ]);
    expect(await refused(decide(desk.act("ann"), id, { approve: true }))).toContain(
      "nobody decides their own request",
    );
    expect((await decide(desk.act("vera"), id, { approve: true })).approval.state).toBe("approved");
    await allBack();
  });

  test("without a delegate is asked with their manager beside them, at once", async () => {
    await desk.away("mia", TODAY, "2026-11-20");
    const { id } = await desk.ask();
    expect((await desk.cards(id)).map((card) => card.recipient)).toEqual(["U0MIA", "U0VERA"]);
    await allBack();
  });

  test("with a delegate who is away too counts as without one", async () => {
    await desk.away("mia", TODAY, "2026-11-20", "oto");
    await desk.away("oto", TODAY, "2026-11-20", "eli");
    const { id } = await desk.ask();
    expect((await desk.cards(id)).map((card) => card.recipient)).toEqual(["U0MIA", "U0VERA"]);
    expect(await refused(decide(desk.act("eli"), id, { approve: true }))).toContain("not asked");
    await allBack();
  });
});

describe("when nobody decides", () => {
  test("who is asked is reminded, their manager may decide too, and at last it expires", async () => {
    const { id } = await desk.ask();
    expect(await climb(id, "remind")).toBe(true);
    expect((await desk.cards(id)).at(-1)).toMatchObject({
      recipient: "U0MIA",
      kind: "approvals.waits",
    });
    expect(await refused(decide(desk.act("vera"), id, { approve: true }))).toContain("not asked");
    await climb(id, "escalate");
    expect((await desk.cards(id)).at(-1)).toEqual({
      recipient: "U0VERA",
      kind: "approvals.asked",
      why: "You may decide too: Mia Manager has not answered yet",
    });
    await climb(id, "expire");
    expect(await desk.approval(id)).toMatchObject({ state: "expired", decidedById: null });
    expect(new Set(Object.values(await desk.shown(id)))).toEqual(new Set(["expired"]));
    expect((await desk.cards(id)).at(-1)).toMatchObject({
      recipient: "U0ANN",
      kind: "approvals.over",
    });
    expect(await refused(decide(desk.act("mia"), id, { approve: true }))).toContain(
      "Nobody decided in time: this expired just now.",
    );
    expect((await desk.audit(id)).map((one) => one.action)).toEqual([
      "approval.requested",
      "approval.escalated",
      "approval.expired",
    ]);
  });

  test("what is decided is left alone by all that comes later", async () => {
    const { id } = await desk.ask();
    await decide(desk.act("mia"), id, { approve: true });
    const before = await desk.cards(id);
    for (const rung of ["remind", "escalate", "expire"] as const)
      expect(await climb(id, rung)).toBe(false);
    expect(await desk.cards(id)).toEqual(before);
    expect(await desk.approval(id)).toMatchObject({ state: "approved" });
  });

  test("after its time nobody decides, even if the job that ends it is late", async () => {
    const { id } = await desk.ask();
    desk.clock.forward(72 * 3_600_000);
    expect(await refused(decide(desk.act("mia"), id, { approve: true }))).toContain(
      "Nobody decided in time",
    );
    expect(await desk.approval(id)).toMatchObject({ state: "open" });
    await climb(id, "expire");
    expect(await desk.approval(id)).toMatchObject({ state: "expired" });
  });

  test("reminded, escalated and ended twice, people are told once", async () => {
    const { id } = await desk.ask();
    const told: number[] = [];
    for (const rung of ["remind", "remind", "escalate", "escalate"] as const) {
      await climb(id, rung);
      told.push((await desk.cards(id)).length);
    }
    expect(told).toEqual([2, 2, 3, 3]);
  });
});

describe("a question", () => {
  test("is for who may decide; its answer for who asked, once, and nothing after the end", async () => {
    const { id } = await desk.ask();
    expect(await refused(askRequester(desk.act("ben"), id, "Why?"))).toContain("not asked");
    await askRequester(desk.act("mia"), id, "Why now?");
    expect((await desk.cards(id)).at(-1)).toMatchObject({
      recipient: "U0ANN",
      kind: "approvals.question",
    });
    expect(await refused(answerQuestion(desk.act("mia"), id, 1, "x"))).toContain("not for you");
    await answerQuestion(desk.act("ann"), id, 1, "Their year ends");
    expect(await refused(answerQuestion(desk.act("ann"), id, 1, "x"))).toContain(
      "You answered that: “Their year ends”.",
    );
    expect((await desk.cards(id)).at(-1)).toMatchObject({
      recipient: "U0MIA",
      kind: "approvals.asked",
    });
    await askRequester(desk.act("mia"), id, "And then?");
    await decide(desk.act("mia"), id, { approve: true });
    expect(await refused(answerQuestion(desk.act("ann"), id, 2, "x"))).toContain(
      "Mia Manager approved this just now.",
    );
    expect(new Set(Object.values(await desk.shown(id)))).toEqual(new Set(["approved"]));
  });
});
