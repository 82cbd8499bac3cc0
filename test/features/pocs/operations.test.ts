import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveDealTo } from "../../../src/features/deals/operations/move-deal.ts";
import { readCriteria, standardCriteria } from "../../../src/features/pocs/domain/criteria.ts";
import { setDeliverables } from "../../../src/features/pocs/operations/deliver.ts";
import {
  acceptPoc,
  completePoc,
  editPoc,
  extendPoc,
  gradePoc,
  rejectPoc,
  startPoc,
} from "../../../src/features/pocs/operations/live.ts";
import { scopePoc } from "../../../src/features/pocs/operations/scope-poc.ts";
import { listPocs } from "../../../src/features/pocs/queries/list.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { Redelivered } from "../../../src/kernel/errors.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { HANDLES, OTHER_WORKSPACE, refused, slackIdOf, TEAM } from "../deals/desk.ts";
import { openPocDesk, type PocDesk, SCOPE } from "./desk.ts";

let desk: PocDesk;
beforeAll(async () => {
  desk = await openPocDesk();
});
afterAll(() => desk.close());

describe("scoping", () => {
  test("writes the row, its criteria, the audit entry, the messages and the reminder of the start together", async () => {
    const poc = await desk.scoped({ by: desk.act("cat") });
    expect(await desk.parts(poc.id)).toMatchObject({
      poc: { ...SCOPE, status: "planned", seId: TEAM.cat.id, requestedBy: TEAM.cat.id, version: 1 },
      criteria: standardCriteria.map((one, i) => ({ ...one, n: i + 1, grade: "not_tested" })),
      seName: "Cat Engineer",
    });
    expect(await desk.audit(poc.id)).toMatchObject([
      { action: "poc.scoped", actor_id: TEAM.cat.id, after: { title: SCOPE.title, users: 8 } },
    ]);
    expect(await desk.told(poc.dealId)).toEqual([
      { to: slackIdOf("ann"), what: "scoped a proof of concept, `poc_1`: 25 Nov to 23 Dec" },
    ]);
    const [reminder] = await desk.jobs("pocs.remind", poc.id);
    expect(reminder?.data).toMatchObject({ kind: "start", on: "2026-11-25" });
    expect(reminder?.at.toISOString()).toBe("2026-11-25T08:00:00.000Z");
  });

  test("asks the limits of now, not those of when the form was opened", async () => {
    const { deal } = await desk.deal();
    const settings = settingsSchema.parse({ poc: { maxFeatures: 1, maxUsers: 2 } });
    const act = { ...desk.act("ann"), settings };
    const free = await desk.nextFree("poc");
    expect(await refused(scopePoc(act, deal.id, SCOPE, standardCriteria))).toContain(
      "bad_input: 2 features are over the limit of 1. 8 users are over the limit of 2.",
    );
    expect(await desk.nextFree("poc"), "a refusal uses up no number").toBe(free);
  });

  test("a second one is refused with a pointer, until the first is completed", async () => {
    const poc = await desk.inStatus("in_progress");
    const again = () => scopePoc(desk.act("ann"), poc.dealId, SCOPE, standardCriteria);
    expect(await refused(again())).toContain(
      `conflict: This deal has a proof of concept already: poc_${poc.id}, in progress. \`/poc show poc_${poc.id}\``,
    );
    await completePoc(desk.act("ann"), poc.id);
    await again();
    expect(
      await refused(extendPoc(desk.act("ann"), poc.id, asDay("2027-02-01"), "more time")),
    ).toContain("This deal has a proof of concept already");
  });

  test("by two people at once makes one", async () => {
    for (let round = 0; round < 4; round++) {
      const { deal } = await desk.deal();
      const both = await Promise.allSettled(
        (["ann", "mia"] as const).map((who) =>
          scopePoc(desk.act(who), deal.id, SCOPE, standardCriteria),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });

  test("of a closed deal is refused", async () => {
    const { deal } = await desk.deal();
    await moveDealTo(desk.act("ann"), deal.id, { to: "closed_lost" }, { lostReason: "price" });
    expect(await refused(scopePoc(desk.act("ann"), deal.id, SCOPE, standardCriteria))).toContain(
      "rule_broken: That deal is lost",
    );
  });

  test("the same request delivered twice makes one", async () => {
    const { deal } = await desk.deal();
    const act = () => desk.act("ann", { requestId: "twice" });
    await scopePoc(act(), deal.id, SCOPE, standardCriteria);
    await expect(scopePoc(act(), deal.id, SCOPE, standardCriteria)).rejects.toThrow(Redelivered);
  });

  test.each(HANDLES)("by %s is done if they may work on it", async (who) => {
    const { deal } = await desk.deal();
    const may = (["ann", "cat", "mia", "vera", "oto", "adam"] as string[]).includes(who);
    const work = scopePoc(desk.act(who), deal.id, SCOPE, standardCriteria);
    if (may) expect((await work).result.dealId).toBe(deal.id);
    else expect(await refused(work)).toContain("forbidden: You may not work on demos");
  });
});

describe("running it", () => {
  test("early moves the whole run, plans its reminders anew and tells owner and engineer", async () => {
    const poc = await desk.scoped({ by: desk.act("cat") });
    const { result } = await startPoc(desk.act("mia"), poc.id);
    expect(result.poc).toMatchObject({ startsOn: "2026-11-18", endsOn: "2026-12-16", version: 2 });
    const due = (await desk.jobs("pocs.remind", poc.id)).map(
      ({ data }) => `${data.kind} ${data.on}`,
    );
    expect(due).toEqual([
      "start 2026-11-25",
      "half_time 2026-12-02",
      "week_before_end 2026-12-09",
      "day_before_end 2026-12-15",
    ]);
    expect((await desk.told(poc.dealId)).slice(1)).toEqual(
      (["ann", "cat"] as const).map((who) => ({
        to: slackIdOf(who),
        what: `started the proof of concept \`poc_${poc.id}\`, 7 days early; it runs until 16 Dec`,
      })),
    );
    expect((await desk.audit(poc.id)).at(-1)).toMatchObject({
      action: "poc.started",
      before: { status: "planned", startsOn: "2026-11-25", endsOn: "2026-12-23" },
      after: { status: "in_progress", startsOn: "2026-11-18", endsOn: "2026-12-16" },
    });
  });

  test("an extension is kept with its reason, and its reminders follow", async () => {
    const poc = await desk.inStatus("in_progress");
    await extendPoc(desk.act("ann"), poc.id, asDay("2027-01-08"), "Their data came late");
    const { poc: after, extensions } = await desk.parts(poc.id);
    expect(after.endsOn).toBe("2027-01-08");
    expect(extensions).toMatchObject([
      {
        fromDay: "2026-12-16",
        toDay: "2027-01-08",
        reason: "Their data came late",
        byName: "Ann Seller",
      },
    ]);
    expect((await desk.audit(poc.id)).at(-1)?.reason).toBe("Their data came late");
    const due = (await desk.jobs("pocs.remind", poc.id)).map(({ data }) => data.on);
    expect(due).toContain("2027-01-01");
    expect(due).toContain("2027-01-07");
  });

  test("completing it asks for the report, once each time", async () => {
    const poc = await desk.inStatus("completed");
    expect(await desk.jobs("pocs.share-report", poc.id)).toHaveLength(1);
    await extendPoc(desk.act("ann"), poc.id, asDay("2027-01-08"), "two more weeks");
    expect((await desk.parts(poc.id)).poc).toMatchObject({
      status: "in_progress",
      completedAt: null,
    });
    await completePoc(desk.act("ann"), poc.id);
    expect(await desk.jobs("pocs.share-report", poc.id)).toHaveLength(2);
  });

  test("edited while planned: scope, dates and criteria, with what was before in the audit log", async () => {
    const poc = await desk.scoped();
    const criteria = readCriteria("! Fast\nNice");
    await editPoc(desk.act("ann"), poc.id, { criteria });
    await editPoc(desk.act("ann"), poc.id, { scope: { ...SCOPE, users: 3 } });
    const { result } = await editPoc(desk.act("ann"), poc.id, { scope: { ...SCOPE, users: 3 } });
    expect(result.event, "the same again is no change").toBeNull();
    const parts = await desk.parts(poc.id);
    expect(parts.criteria.map(({ n, text, mustHave }) => [n, text, mustHave])).toEqual([
      [1, "Fast", true],
      [2, "Nice", false],
    ]);
    expect(parts.poc).toMatchObject({ users: 3, version: 3 });
    expect((await desk.audit(poc.id)).slice(1)).toMatchObject([
      {
        action: "poc.edited",
        after: { criteria: [{ text: "Fast", mustHave: true }, { text: "Nice" }] },
      },
      { action: "poc.edited", before: { users: 8 }, after: { users: 3 } },
    ]);
  });

  test("deliverables are kept, and told once", async () => {
    const poc = await desk.inStatus("in_progress");
    const guide = { implementation_guide: { done: true, url: "https://wiki.example/guide" } };
    await setDeliverables(desk.act("mia"), poc.id, guide);
    const { result } = await setDeliverables(desk.act("mia"), poc.id, guide);
    expect(result).toEqual([]);
    expect((await desk.parts(poc.id)).deliverables).toEqual([
      { kind: "implementation_guide", ...guide.implementation_guide },
    ]);
    expect(
      (await desk.audit(poc.id)).filter((one) => one.action === "poc.deliverables_set"),
    ).toHaveLength(1);
  });
});

describe("grading", () => {
  test("by two people at once keeps both in the audit log, the last in the row", async () => {
    const poc = await desk.inStatus("in_progress");
    await Promise.all([
      gradePoc(desk.act("ann"), poc.id, { n: 1, grade: "met" }),
      gradePoc(desk.act("mia"), poc.id, { n: 1, grade: "not_met" }),
    ]);
    const graded = (await desk.audit(poc.id)).filter((one) => one.action === "poc.graded");
    expect(graded).toHaveLength(2);
    expect(graded[1]?.before?.grade).toBe(graded[0]?.after?.grade);
    const [first] = (await desk.parts(poc.id)).criteria;
    expect(first?.grade).toBe(graded[1]?.after?.grade);
    expect(first?.gradedBy).toBe(graded[1]?.actor_id);
  });

  test("one after the other is one message, after the last; a must-have not met is told at once", async () => {
    const poc = await desk.inStatus("in_progress");
    const told = async () =>
      (await desk.told(poc.dealId)).filter(({ what }) => what.includes("graded"));
    for (const n of [1, 2]) await gradePoc(desk.act("mia"), poc.id, { n, grade: "met" });
    expect(await told()).toHaveLength(0);
    await gradePoc(desk.act("mia"), poc.id, { n: 3, grade: "not_met" });
    await gradePoc(desk.act("mia"), poc.id, { n: 4, grade: "partly" });
    expect((await told()).map(({ what }) => what)).toEqual([
      expect.stringContaining("“Security requirements met” not met"),
      expect.stringContaining("“User acceptance” partly met"),
    ]);
  });
});

describe("the decision", () => {
  test("taken by two people at once: the second hears who was first, and when", async () => {
    const poc = await desk.inStatus("completed", true);
    const both = await Promise.allSettled([
      acceptPoc(desk.act("ann"), poc.id, {}),
      acceptPoc(desk.act("mia"), poc.id, {}),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { poc: after, deciderName } = await desk.parts(poc.id);
    expect(after.status).toBe("accepted");
    const late = await refused(rejectPoc(desk.act("cat"), poc.id, "too slow"));
    expect(late).toBe(
      `rule_broken: poc_${poc.id} is accepted, so it can't be rejected. ${deciderName} accepted it today 15:00. It is decided, and stays so; \`/poc report poc_${poc.id}\` tells how it came out.`,
    );
    expect(await refused(acceptPoc(desk.act("cat"), poc.id, {}))).toContain(
      `conflict: poc_${poc.id} is accepted already. ${deciderName} accepted it today 15:00.`,
    );
  });

  test("with a must-have open needs the customer's word, which is kept", async () => {
    const poc = await desk.inStatus("completed");
    expect(await refused(acceptPoc(desk.act("ann"), poc.id, {}))).toContain(
      "rule_broken: 2 must-haves are not met: “Functional requirements met” (not tested)",
    );
    const said = { text: "We accept. Jane", url: "https://mail.example/1", note: "Open points" };
    await acceptPoc(desk.act("ann"), poc.id, said);
    expect((await desk.parts(poc.id)).poc).toMatchObject({
      acceptance: said.text,
      acceptanceUrl: said.url,
      decisionNote: said.note,
      decidedBy: TEAM.ann.id,
    });
  });
});

describe("the list", () => {
  test("shows what one may see, live ones first, and nothing of another workspace", async () => {
    const viewing = (who: "ann" | "eli" | "cat", workspaceId?: string) => ({
      actor: desk.act(who, workspaceId ? { workspaceId } : {}).actor,
      settings: settingsSchema.parse({ salesSeeAllDeals: false }),
      now: desk.clock.now(),
      today: asDay("2026-11-18"),
    });
    const all = { scope: "all", running: false } as const;
    const anns = await desk.look((tx) => listPocs(tx, viewing("ann"), all));
    expect(anns.length).toBeGreaterThan(5);
    const live = anns.map(({ status }) => status === "planned" || status === "in_progress");
    expect(live).toEqual(live.toSorted((a, b) => Number(b) - Number(a)));
    expect(await desk.look((tx) => listPocs(tx, viewing("eli"), all))).toEqual([]);
    const running = await desk.look((tx) =>
      listPocs(tx, viewing("ann"), { scope: "mine", running: true }),
    );
    expect(new Set(running.map(({ status }) => status))).toEqual(new Set(["in_progress"]));
    const elsewhere = viewing("ann", OTHER_WORKSPACE);
    expect(await desk.look((tx) => listPocs(tx, elsewhere, all), OTHER_WORKSPACE)).toEqual([]);
  });
});
