import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editDeal } from "../../../../src/features/deals/domain/edit.ts";
import { assign } from "../../../../src/features/deals/operations/assign.ts";
import { changeDeal } from "../../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import { ladderJob } from "../../../../src/features/leads/jobs.ts";
import { acceptLead, assignLead } from "../../../../src/features/leads/operations/assign-lead.ts";
import { convertLead } from "../../../../src/features/leads/operations/convert-lead.ts";
import { disqualifyLead, noteLead } from "../../../../src/features/leads/operations/work-lead.ts";
import { refused, TEAM, WORKSPACE } from "../../deals/desk.ts";
import { type LeadDesk, openLeadDesk, slack } from "../desk.ts";

let desk: LeadDesk;
beforeAll(async () => {
  desk = await openLeadDesk();
});
beforeEach(async () => {
  await desk.settings({});
  for (const handle of ["ann", "ben", "eli"] as const) await desk.away(handle, false);
  // Every test begins in the morning of a working day.
  const next = new Date(desk.clock.now().getTime() + 24 * 3_600_000);
  while ([0, 6].includes(next.getUTCDay())) next.setUTCDate(next.getUTCDate() + 1);
  next.setUTCHours(9, 0, 0, 0);
  desk.clock.forward(next.getTime() - desk.clock.now().getTime());
});
afterAll(() => desk.close());
const { ann, ben, eli, mia, cat, vic } = TEAM;
const to = (who: { id: number }) => ({ personId: who.id });

describe("a lead somebody was given", () => {
  test("is asked for, reminded of after 15 minutes, and after 60 goes to the next; both are told", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    expect(await desk.news(id)).toEqual([`leads.given ${slack("ann")}`]);
    await desk.pass(14);
    expect(await desk.news(id)).toHaveLength(1);
    await desk.pass(1);
    expect(await desk.news(id)).toEqual([
      `leads.given ${slack("ann")}`,
      `leads.nudge ${slack("ann")}`,
    ]);
    await desk.pass(44);
    expect((await desk.parts(id)).lead.ownerId).toBe(ann.id);
    await desk.pass(1);
    const { lead, handover } = await desk.parts(id);
    expect(lead.ownerId).not.toBe(ann.id);
    expect(handover).toMatchObject({ state: "waiting", personId: lead.ownerId, byId: 0 });
    const next = lead.ownerId === ben.id ? "ben" : "eli";
    expect((await desk.news(id)).slice(2)).toEqual([
      `leads.given ${slack(next)}`,
      `leads.taken ${slack("ann")}`,
    ]);
  });

  test("never comes back to who let it lapse while there are others; when all have, it stays and the managers hear of it", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    await desk.pass(61);
    await desk.pass(61);
    const states = await desk.handovers(id);
    expect(states[0]).toBe(`${ann.id} lapsed`);
    expect(new Set(states.map((one) => one.split(" ")[0])).size).toBe(3);
    expect(states.at(-1)).toContain("waiting");
    await desk.pass(61);
    expect(await desk.handovers(id)).toEqual(states);
    await desk.pass(300);
    expect(await desk.handovers(id)).toEqual(states);
    const stuck = (await desk.news(id)).filter((one) => one.startsWith("leads.stuck"));
    expect(stuck.toSorted()).toEqual(
      (["mia", "oto", "vera"] as const).map((who) => `leads.stuck ${slack(who)}`),
    );
    const last = states.at(-1)?.startsWith(`${ben.id} `) ? "ben" : "eli";
    expect((await acceptLead(desk.act(last), id)).what).toBe("accepted");
  });

  test("that was accepted stays; accepted twice it is told so", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    expect((await acceptLead(desk.act("ann"), id)).what).toBe("accepted");
    expect((await acceptLead(desk.act("ann"), id)).what).toBe("already");
    await desk.pass(120);
    expect(await desk.handovers(id)).toEqual([`${ann.id} accepted`]);
    expect(await desk.news(id)).toEqual([`leads.given ${slack("ann")}`]);
  });

  test("is accepted by whatever its owner does to it, and by nobody else's doing", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    await noteLead(desk.act("ben"), id, "They asked me");
    expect(await desk.handovers(id)).toEqual([`${ann.id} waiting`]);
    await noteLead(desk.act("ann"), id, "Called them");
    expect(await desk.handovers(id)).toEqual([`${ann.id} accepted`]);
  });

  test("that was disqualified reminds nobody", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    await disqualifyLead(desk.act("mia"), id, "spam");
    await desk.pass(120);
    expect(await desk.handovers(id)).toEqual([`${ann.id} ended`]);
    expect((await desk.news(id)).some((one) => one.startsWith("leads.nudge"))).toBe(false);
  });

  test("waits over night: the ladder counts the owner's working hours", async () => {
    const { id } = await desk.lead();
    await desk.pass(7 * 60 + 50);
    await assignLead(desk.act("mia"), id, to(ann));
    await desk.pass(12 * 60);
    expect(await desk.news(id)).toEqual([`leads.given ${slack("ann")}`]);
    expect(await desk.handovers(id)).toEqual([`${ann.id} waiting`]);
  });

  test("a rung that is taken twice, as after a crash, is taken once", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    const { handover } = await desk.parts(id);
    const once = (step: "nudge" | "lapse") =>
      ladderJob.perform(
        desk.deps,
        { workspaceId: WORKSPACE, handoverId: handover?.id, step },
        { number: 1, isLast: false, signal: AbortSignal.timeout(5000) },
      );
    await Promise.all([once("nudge"), once("nudge")]);
    await Promise.all([once("lapse"), once("lapse")]);
    expect(await desk.handovers(id)).toHaveLength(2);
    expect((await desk.news(id)).filter((one) => one.startsWith("leads.nudge"))).toHaveLength(1);
  });

  test("accepted in the moment in which it lapses, it is one or the other", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    const { handover } = await desk.parts(id);
    const lapse = ladderJob.perform(
      desk.deps,
      { workspaceId: WORKSPACE, handoverId: handover?.id, step: "lapse" },
      { number: 1, isLast: false, signal: AbortSignal.timeout(5000) },
    );
    const accepted = await acceptLead(desk.act("ann"), id, handover?.id).then(
      () => true,
      () => false,
    );
    await lapse;
    const states = await desk.handovers(id);
    if (accepted) expect(states).toEqual([`${ann.id} accepted`]);
    else expect(states[0]).toBe(`${ann.id} lapsed`);
  });

  test("the workspace says how long it waits", async () => {
    await desk.settings({ nudgeAfterMinutes: 5, reassignAfterMinutes: 10 });
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    await desk.pass(9);
    expect((await desk.news(id)).at(-1)).toBe(`leads.nudge ${slack("ann")}`);
    await desk.pass(1);
    expect((await desk.handovers(id))[0]).toBe(`${ann.id} lapsed`);
  });
});

describe("assigning by hand", () => {
  test("to who is outside sales, has left, or has it already is refused", async () => {
    const { id } = await desk.lead();
    expect(await refused(assignLead(desk.act("mia"), id, to(cat)))).toContain(
      "Cat Engineer does not work with leads.",
    );
    expect(await refused(assignLead(desk.act("mia"), id, to(vic)))).toContain("does not work with");
    await desk.leaves("eli", desk.clock.now());
    expect(await refused(assignLead(desk.act("mia"), id, to(eli)))).toContain(
      "Eli Seller has left",
    );
    await desk.leaves("eli", null);
    await assignLead(desk.act("mia"), id, to(ann));
    expect(await refused(assignLead(desk.act("mia"), id, to(ann)))).toContain(
      "Ann Seller has lead_",
    );
    expect(await desk.handovers(id)).toEqual([`${ann.id} waiting`]);
  });

  test("to who is away is done, and said", async () => {
    await desk.away("ben", true);
    const { id } = await desk.lead();
    const { given } = await assignLead(desk.act("mia"), id, to(ben));
    expect(given).toMatchObject({ personId: ben.id, awayUntil: "2027-12-31" });
  });

  test("is for who has it, their managers, sales development, managers and admins", async () => {
    const { id } = await desk.of("ann");
    expect(await refused(assignLead(desk.act("ben"), id, to(ben)))).toContain("forbidden:");
    await assignLead(desk.act("ann"), id, to(ben), "Ben knows them");
    expect(await desk.handovers(id)).toEqual([`${ann.id} passed_on`, `${ben.id} waiting`]);
    expect((await desk.audit(id)).at(-1)).toMatchObject({
      action: "lead.reassigned",
      reason: "Ben knows them",
    });
    expect((await desk.news(id)).at(-1)).toBe(`leads.given ${slack("ben")}`);
    await assignLead(desk.act("adam"), id, to(eli), "too busy");
    expect((await desk.news(id)).slice(-2)).toEqual([
      `leads.given ${slack("eli")}`,
      `leads.taken ${slack("ben")}`,
    ]);
  });

  test("one nobody has is taken by who accepts it, and only once", async () => {
    const { id } = await desk.lead();
    const both = await Promise.allSettled([
      acceptLead(desk.act("ann"), id),
      acceptLead(desk.act("ben"), id),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await desk.handovers(id)).toHaveLength(1);
    expect(await refused(acceptLead(desk.act("eli"), id))).toMatch(
      /conflict: .* is with (Ann|Ben) Seller, who accepts it\./,
    );
    const { id: other } = await desk.lead();
    expect(await refused(acceptLead(desk.act("cat"), other))).toContain("forbidden:");
  });

  test("a button that is pressed too late says who has it now", async () => {
    const { id } = await desk.lead();
    await assignLead(desk.act("mia"), id, to(ann));
    const { handover } = await desk.parts(id);
    await assignLead(desk.act("mia"), id, to(ben));
    expect(await refused(acceptLead(desk.act("ann"), id, handover?.id))).toContain(
      "went to Ben Seller meanwhile.",
    );
  });
});

describe("assigning by the rules", () => {
  const dach = { segments: [], industries: [], teamId: null };

  test("follows territory first, and says why", async () => {
    await desk.settings({
      assignment: [{ ...dach, name: "owns DACH", countries: ["Germany"], personIds: [eli.id] }],
    });
    const { id } = await desk.lead({ country: "germany" });
    const { given } = await assignLead(desk.act("mia"), id, "rules");
    expect(given).toMatchObject({ personId: eli.id });
    expect(given.why).toMatch(/^owns DACH, \d+ open deals?( and \d+ leads?)?, capacity 30$/);
  });

  test("nobody eligible: it stays unassigned, and the managers are told, each once", async () => {
    await desk.settings({
      assignment: [
        { ...dach, name: "owns Peru", countries: ["Peru"], personIds: [ben.id, cat.id] },
      ],
    });
    await desk.away("ben", true);
    const { id } = await desk.lead({ country: "Peru" });
    const { given } = await assignLead(desk.act("mia"), id, "rules");
    expect(given).toEqual({
      personId: null,
      why: "of “owns Peru” nobody is free: Ben Seller is away and Cat Engineer is not in sales",
    });
    expect((await desk.parts(id)).lead.ownerId).toBeNull();
    expect((await desk.news(id)).toSorted()).toEqual([
      `leads.stuck ${slack("oto")}`,
      `leads.stuck ${slack("vera")}`,
    ]);
  });

  test("many at once: nobody goes over their capacity, and all are shared out evenly", async () => {
    const small = await openLeadDesk();
    try {
      await small.settings({ capacity: 3 });
      const ids: number[] = [];
      for (let i = 0; i < 11; i++) ids.push((await small.lead()).id);
      const given = await Promise.all(
        ids.map(async (id) => (await assignLead(small.act("mia"), id, "rules")).given.personId),
      );
      const count = (who: number | null) => given.filter((one) => one === who).length;
      expect([ann.id, ben.id, eli.id].map(count)).toEqual([3, 3, 3]);
      expect(count(null)).toBe(2);
    } finally {
      await small.close();
    }
  });
});

describe("a deal made from a lead", () => {
  const deal = async () => {
    const { id } = await desk.sql();
    await desk.away("eli", true);
    await desk.away("ben", true);
    const { change } = await convertLead(desk.act("mia"), id, {});
    await desk.away("eli", false);
    await desk.away("ben", false);
    expect(change.deal.ownerId).toBe(ann.id);
    return { id, dealId: change.deal.id };
  };

  test("is asked for, and goes to the next when nobody accepts it: the deal's owner changes", async () => {
    const { id, dealId } = await deal();
    expect((await desk.news(id)).at(-1)).toBe(`leads.given ${slack("ann")}`);
    // One act is one message: the deal itself tells its owner nothing besides.
    expect(await desk.told(dealId)).toEqual([]);
    await desk.pass(61);
    const row = await desk.row(dealId);
    expect(row.ownerId).not.toBe(ann.id);
    expect((await desk.parts(id)).lead.ownerId).toBe(row.ownerId);
    expect(await desk.told(dealId)).toEqual([]);
    const { audit } = await desk.trail(dealId);
    expect(audit.at(-1)).toMatchObject({ action: "deal.assigned", actor_id: null });
    expect((await desk.news(id)).slice(-1)).toEqual([`leads.taken ${slack("ann")}`]);
  });

  test("is accepted by the button, by moving it, and by editing it", async () => {
    const first = await deal();
    await acceptLead(desk.act("ann"), first.id);
    const second = await deal();
    await desk.pass(1);
    await moveDealTo(desk.act("ann"), second.dealId, { to: "qualified" });
    const third = await deal();
    await desk.pass(1);
    await changeDeal(desk.act("ann"), third.dealId, "deal.change", (locked) =>
      editDeal(locked.deal, { title: "A better name" }),
    );
    await desk.pass(120);
    for (const { id, dealId } of [first, second, third]) {
      expect((await desk.handovers(id)).at(-1)).toBe(`${ann.id} accepted`);
      expect((await desk.row(dealId)).ownerId).toBe(ann.id);
    }
  });

  test("somebody else's work on it does not accept it", async () => {
    const { id, dealId } = await deal();
    await desk.pass(1);
    await moveDealTo(desk.act("mia"), dealId, { to: "qualified" });
    await desk.pass(60);
    expect((await desk.handovers(id)).at(0)).toBe(`${ann.id} lapsed`);
  });

  test("given to somebody else as a deal, or closed, it waits for nobody any more", async () => {
    const moved = await deal();
    await assign(desk.act("mia"), moved.dealId, "owner", ben.id);
    const lost = await deal();
    await moveDealTo(desk.act("mia"), lost.dealId, { to: "closed_lost" }, { lostReason: "price" });
    await desk.pass(120);
    expect((await desk.handovers(moved.id)).at(-1)).toBe(`${ann.id} ended`);
    expect((await desk.handovers(lost.id)).at(-1)).toBe(`${ann.id} ended`);
    expect((await desk.row(moved.dealId)).ownerId).toBe(ben.id);
    expect(await refused(assignLead(desk.act("mia"), lost.id, to(ben)))).toContain("is closed");
  });

  test("is passed on by its owner with a reason", async () => {
    const { id, dealId } = await deal();
    const { given } = await assignLead(desk.act("ann"), id, "rules", "I know nobody there");
    expect(given.personId).not.toBe(ann.id);
    expect((await desk.row(dealId)).ownerId).toBe(given.personId);
    expect((await desk.handovers(id))[0]).toBe(`${ann.id} passed_on`);
    expect(mia.id).not.toBe(given.personId);
  });
});
