import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rankCandidates } from "../../../src/features/demos/domain/assignment.ts";
import { addMinutes } from "../../../src/features/demos/domain/calendar.ts";
import type { Demo } from "../../../src/features/demos/domain/demo.ts";
import {
  assign,
  cancel,
  deliver,
  edit,
  markMissed,
  schedule,
} from "../../../src/features/demos/operations/demo-acts.ts";
import {
  type DemoRequest,
  requestDemo,
} from "../../../src/features/demos/operations/request-demo.ts";
import { listCandidates } from "../../../src/features/demos/queries/candidates.ts";
import { findDemoView } from "../../../src/features/demos/queries/demo.ts";
import { setPerson } from "../../../src/features/people/index.ts";
import { pocs } from "../../../src/features/pocs/schema/pocs.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { Redelivered } from "../../../src/kernel/errors.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, openDesk, refused, slackIdOf, TEAM, WORKSPACE } from "../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const CAT = TEAM.cat.id;
const settings = settingsSchema.parse({});
const THURSDAY = new Date("2026-11-19T14:00:00Z");
const hours = (n: number) => addMinutes(THURSDAY, n * 60);

const wanted = (over: Partial<DemoRequest> = {}): DemoRequest => ({
  title: "Platform demo",
  description: null,
  features: ["SSO"],
  useCases: [],
  skills: [],
  minutes: 60,
  preparationMinutes: 120,
  preferredAt: null,
  ...over,
});

async function requested(over: Partial<DemoRequest> = {}): Promise<Demo> {
  const { deal } = await desk.deal();
  return requestDemo(desk.act("ann"), deal.id, wanted(over));
}
async function assigned(): Promise<Demo> {
  const { id } = await requested();
  return (await assign(desk.act("ann"), id, CAT)).demo;
}
/** A demo in an hour nobody else of these tests uses. */
let weeks = 0;
async function scheduled(): Promise<Demo> {
  const { id } = await assigned();
  weeks += 1;
  return (await schedule(desk.act("ann"), id, hours(24 * 7 * weeks))).demo;
}
const view = (id: number) =>
  desk.look((tx) => findDemoView(tx, { workspaceId: WORKSPACE, settings }, id));
const trail = (id: number) =>
  asSuperuser(
    desk.url,
    (sql) => sql<{ action: string; before: unknown; after: unknown; reason: string | null }[]>`
      select action, before, after, reason from audit_log
      where workspace_id = ${WORKSPACE} and subject = 'demo' and subject_id = ${String(id)} order by id`,
  );
/** Who was told of the demo beside the deal's owner, in which words. */
const told = async (id: number) =>
  (
    await asSuperuser(
      desk.url,
      (sql) => sql<{ recipient: string; words: string }[]>`
        select recipient, payload->>'words' as words from notifications
        where workspace_id = ${WORKSPACE} and kind = 'demos.changed' and (payload->>'id')::int = ${id}
        order by dedupe_key`,
    )
  ).map(({ recipient, words }) => `${recipient}: ${words}`);
const jobs = (id: number) =>
  asSuperuser(
    desk.url,
    (sql) => sql<{ which: string; starts_at: string; start_after: Date }[]>`
      select data->>'which' as which, data->>'startsAt' as starts_at, start_after from pgboss.job
      where name = 'demos.remind' and (data->>'id')::int = ${id} order by start_after`,
  );

describe("asking for a demo", () => {
  test("keeps what was asked for, remembers it and tells the deal's owner and sales engineer", async () => {
    const { deal } = await desk.deal({ seId: CAT });
    const demo = await requestDemo(desk.act("mia"), deal.id, wanted());
    expect(demo).toMatchObject({
      status: "requested",
      requestedBy: TEAM.mia.id,
      features: ["SSO"],
      seId: null,
      version: 1,
    });
    expect(await trail(demo.id)).toMatchObject([{ action: "demo.requested" }]);
    const words = `asked for a demo, *Platform demo* (demo_${demo.id})`;
    expect(await told(demo.id)).toEqual([`${slackIdOf("cat")}: ${words}`]);
    expect((await desk.told(deal.id)).at(-1)).toEqual({ to: slackIdOf("ann"), what: words });
  });

  test("twice under one title points to the open one; another title is another demo", async () => {
    const { deal } = await desk.deal();
    const first = await requestDemo(desk.act("ann"), deal.id, wanted());
    expect(
      await refused(requestDemo(desk.act("ben"), deal.id, wanted({ title: "PLATFORM demo" }))),
    ).toBe(
      "forbidden: You may not work on demos and proofs of concept. That is for the deal's owner, the deal's sales engineer, the owner's managers, sales engineers, managers or admins.",
    );
    expect(
      await refused(requestDemo(desk.act("cat"), deal.id, wanted({ title: "PLATFORM  demo" }))),
    ).toBe(
      `conflict: There is one already: demo_${first.id} “Platform demo” is requested. \`/demo show demo_${first.id}\` opens it. Give this one another title if it is another demo.`,
    );
    const second = await requestDemo(desk.act("cat"), deal.id, wanted({ title: "Technical demo" }));
    expect(second.id).not.toBe(first.id);
    await cancel(desk.act("ann"), first.id, "on hold");
    const again = await requestDemo(desk.act("ann"), deal.id, wanted());
    expect(again.id).toBeGreaterThan(second.id);
  });

  test("by two people at once makes one", async () => {
    const { deal } = await desk.deal();
    const both = await Promise.allSettled([
      requestDemo(desk.act("ann"), deal.id, wanted()),
      requestDemo(desk.act("mia"), deal.id, wanted()),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((one) => one.status === "rejected");
    expect(String(lost?.reason)).toContain("There is one already");
  });

  test("on a closed deal, or for a time that is over, is refused", async () => {
    const lost = await desk.dealIn("closed_lost");
    expect(await refused(requestDemo(desk.act("ann"), lost.id, wanted()))).toContain(
      `rule_broken: opp_${lost.id} is lost: demos are for open deals.`,
    );
    const { deal } = await desk.deal();
    const preferredAt = addMinutes(desk.clock.now(), -1);
    expect(await refused(requestDemo(desk.act("ann"), deal.id, wanted({ preferredAt })))).toBe(
      "bad_input: The wished time is over. Choose one to come, or none.",
    );
  });

  test("delivered twice by Slack makes one demo", async () => {
    const { deal } = await desk.deal();
    const act = desk.act("ann", { requestId: "request-of-a-demo" });
    const first = await requestDemo(act, deal.id, wanted());
    await expect(requestDemo(act, deal.id, wanted({ title: "Other" }))).rejects.toThrow(
      Redelivered,
    );
    expect(await view(first.id + 1)).toBeNull();
  });
});

describe("giving a demo to a sales engineer", () => {
  test("tells them, and nobody of their own act", async () => {
    const { id } = await requested();
    await assign(desk.act("mia"), id, CAT);
    expect(await told(id)).toEqual([
      `${slackIdOf("cat")}: gave the demo *Platform demo* (demo_${id}) to Cat Engineer`,
    ]);
    const mine = await requested();
    await assign(desk.act("cat"), mine.id, CAT);
    expect(await told(mine.id)).toEqual([]);
  });

  test("who is none is refused", async () => {
    const { id } = await requested();
    expect(await refused(assign(desk.act("ann"), id, TEAM.ben.id))).toContain(
      "rule_broken: Ben Seller is no sales engineer.",
    );
    expect(await refused(assign(desk.act("ben"), id, CAT))).toContain("forbidden: ");
    expect(await refused(assign(desk.act("ann"), 9999, CAT))).toContain(
      "not_found: There is no demo demo_9999.",
    );
  });

  test("looks at what they know, have to do and when they work", async () => {
    await setPerson(desk.act("adam"), CAT, {
      skills: ["okta"],
      workingHours: { days: [1, 2, 3], from: "08:00", to: "12:00" },
      weeklyCapacity: 3,
    });
    const demo = await requested({ skills: ["Okta SSO"] });
    const { deal } = await desk.deal({ seId: CAT });
    await desk.look((tx) =>
      tx.insert(pocs).values({
        workspaceId: WORKSPACE,
        id: 1,
        dealId: deal.id,
        title: "PoC",
        users: 5,
        status: "in_progress",
        seId: CAT,
        startsOn: asDay("2026-11-09"),
        endsOn: asDay("2026-12-04"),
        requestedBy: TEAM.ann.id,
        createdAt: desk.clock.now(),
        updatedAt: desk.clock.now(),
      }),
    );
    const asked = { workspaceId: WORKSPACE, settings, now: desk.clock.now() };
    const candidates = await desk.look((tx) => listCandidates(tx, asked, demo, CAT));
    expect(candidates).toMatchObject([
      {
        id: CAT,
        skills: ["okta"],
        capacity: 3,
        runningPocs: 1,
        isOnDeal: true,
        calendar: { hours: { days: [1, 2, 3], from: "08:00", to: "12:00" } },
      },
    ]);
    const [ranked] = rankCandidates(candidates, {
      ...demo,
      now: desk.clock.now(),
      requester: { timeZone: "Europe/Berlin", hours: settings.workingHours },
    });
    expect(ranked?.knows).toEqual(["Okta SSO"]);
    // Monday: the first of Cat's days after Wednesday.
    expect(ranked?.proposals.slots[0]?.startsAt).toEqual(new Date("2026-11-23T09:00:00Z"));
  });
});

describe("putting a demo into the calendar", () => {
  test("tells the sales engineer and the deal's owner by their own clocks, and asks for both reminders", async () => {
    const { id, dealId } = await assigned();
    const { demo } = await schedule(desk.act("mia"), id, hours(48));
    expect(demo).toMatchObject({ status: "scheduled", startsAt: hours(48), endsAt: hours(49) });
    const when = `<!date^${hours(48).getTime() / 1000}^{date_short_pretty} {time}|Sat 14:00 UTC>`;
    const words = `scheduled the demo *Platform demo* (demo_${id}) for ${when}, with Cat Engineer`;
    expect((await told(id)).at(-1)).toBe(`${slackIdOf("cat")}: ${words}`);
    expect((await desk.told(dealId)).at(-1)).toEqual({ to: slackIdOf("ann"), what: words });
    expect((await jobs(id)).map(({ which, start_after }) => [which, start_after])).toEqual([
      ["day", hours(24)],
      ["soon", addMinutes(hours(48), -15)],
    ]);
  });

  test("by two people at once for one sales engineer gives the hour to one of them", async () => {
    const [one, other] = [await assigned(), await assigned()];
    const at = hours(24 * 300);
    const both = await Promise.allSettled([
      schedule(desk.act("ann"), one.id, at),
      schedule(desk.act("mia"), other.id, addMinutes(at, 30)),
    ]);
    expect(both.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((each) => each.status === "rejected");
    expect(String(lost?.reason)).toContain("Cat Engineer is not free");
  });

  test("by many at once never puts two into one hour", async () => {
    const demos = await Promise.all(Array.from({ length: 6 }, () => assigned()));
    const at = hours(24 * 310);
    const done = await Promise.allSettled(
      demos.map((demo, i) => schedule(desk.act("ann"), demo.id, addMinutes(at, i * 30))),
    );
    // An hour each with two before it: one of these six fits.
    expect(done.filter((each) => each.status === "fulfilled")).toHaveLength(1);
  });

  test("frees the old hour when it moves, and the reminders follow", async () => {
    const demo = await scheduled();
    const old = demo.startsAt ?? THURSDAY;
    const later = addMinutes(old, 24 * 60);
    await schedule(desk.act("ann"), demo.id, later);
    const next = await assigned();
    await schedule(desk.act("ann"), next.id, old);
    const starts = (await jobs(demo.id)).map(({ starts_at }) => starts_at);
    expect(new Set(starts)).toEqual(new Set([old.toISOString(), later.toISOString()]));
    expect((await trail(demo.id)).map(({ action }) => action)).toEqual([
      "demo.requested",
      "demo.assigned",
      "demo.scheduled",
      "demo.moved",
    ]);
  });

  test("at the time it has already changes and tells nothing", async () => {
    const demo = await scheduled();
    const before = await told(demo.id);
    const change = await schedule(desk.act("mia"), demo.id, demo.startsAt ?? THURSDAY);
    expect(change.isChanged).toBe(false);
    expect(await told(demo.id)).toEqual(before);
    expect((await view(demo.id))?.demo.version).toBe(demo.version);
  });

  test("before anybody has it is refused", async () => {
    const { id } = await requested();
    expect(await refused(schedule(desk.act("ann"), id, hours(24)))).toBe(
      `rule_broken: demo_${id} is requested: it can't be scheduled. It can be assigned or cancelled.`,
    );
  });

  test("that was cancelled gives its hour back", async () => {
    const demo = await scheduled();
    await cancel(desk.act("ann"), demo.id, "on hold");
    const next = await assigned();
    const { demo: taken } = await schedule(desk.act("ann"), next.id, demo.startsAt ?? THURSDAY);
    expect(taken.status).toBe("scheduled");
    expect((await trail(demo.id)).at(-1)).toMatchObject({
      action: "demo.cancelled",
      before: { status: "scheduled", cancelReason: null },
      after: { status: "cancelled", cancelReason: "on hold" },
      reason: "on hold",
    });
  });

  test("grows only as far as the next one", async () => {
    const demo = await scheduled();
    const next = await assigned();
    await edit(desk.act("ann"), next.id, { preparationMinutes: 0 });
    await schedule(desk.act("ann"), next.id, addMinutes(demo.startsAt ?? THURSDAY, 60));
    expect(await refused(edit(desk.act("ann"), demo.id, { minutes: 90 }))).toContain(
      `there is demo_${next.id}`,
    );
    const change = await edit(desk.act("ann"), demo.id, { title: demo.title });
    expect(change.isChanged).toBe(false);
  });
});

describe("after a demo", () => {
  test("its outcome is kept, with notes and recording, and then it stays as it is", async () => {
    const demo = await scheduled();
    const after = { ...desk.act("cat"), now: addMinutes(demo.startsAt ?? THURSDAY, 61) };
    const done = await deliver(after, demo.id, {
      outcome: "partial",
      notes: "SAP next",
      recordingUrl: "https://video.example.com/1",
    });
    expect(done.demo).toMatchObject({ status: "delivered", outcome: "partial", notes: "SAP next" });
    expect((await desk.told(demo.dealId)).at(-1)?.what).toBe(
      `gave the demo *Platform demo* (demo_${demo.id}): it was partly a success, “SAP next”`,
    );
    expect(await refused(cancel(desk.act("ann"), demo.id, "late"))).toContain(
      `demo_${demo.id} is delivered: it can't be cancelled. That is the end of a demo.`,
    );
  });

  test("that nobody came to, another time can be taken", async () => {
    const demo = await scheduled();
    const after = addMinutes(demo.startsAt ?? THURSDAY, 20);
    await markMissed({ ...desk.act("cat"), now: after }, demo.id);
    const again = await schedule(
      { ...desk.act("cat"), now: after },
      demo.id,
      addMinutes(after, 60 * 50),
    );
    expect(again).toMatchObject({ before: { status: "no_show" }, demo: { status: "scheduled" } });
  });
});
