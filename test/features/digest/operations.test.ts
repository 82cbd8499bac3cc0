import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  changeDigest,
  setDigestState,
  setMorning,
} from "../../../src/features/digest/operations/change.ts";
import { claimSlot } from "../../../src/features/digest/operations/skip.ts";
import { type NewDigest, subscribe } from "../../../src/features/digest/operations/subscribe.ts";
import { tick } from "../../../src/features/digest/operations/tick.ts";
import { writeDigest } from "../../../src/features/digest/operations/write-digest.ts";
import { listSubscriptions } from "../../../src/features/digest/queries/subscriptions.ts";
import { digestSlots, digestSubscriptions } from "../../../src/features/digest/schema.ts";
import { AppError, Redelivered } from "../../../src/kernel/errors.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { saveChoices } from "../../../src/notify/preferences.ts";
import { notifications } from "../../../src/notify/schema.ts";
import { asSuperuser } from "../../support/database.ts";
import type { Handle } from "../deals/desk.ts";
import { type Desk, openDesk, slackIdOf, WORKSPACE } from "../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await asSuperuser(desk.url, async (sql) => {
    await sql`truncate digest_slots, digest_subscriptions, notifications, notification_preferences, pgboss.job cascade`;
  });
});

const settings = settingsSchema.parse({});
const act = (handle: Handle, over: Parameters<Desk["act"]>[1] = {}) => ({
  ...desk.act(handle, over),
  deps: desk.deps,
  settings,
});
const DAILY: NewDigest = {
  channelId: "C0EMEA",
  scope: "team:1",
  cadence: "daily",
  weekday: null,
  monthday: null,
  time: "09:00",
  timeZone: "Europe/Berlin",
};
const slots = () => desk.look((tx) => tx.select().from(digestSlots));
const messages = () => desk.look((tx) => tx.select().from(notifications));
const HOUR = 3_600_000;
/** Time passes up to the next nine o'clock in Berlin (winter), and so much more. */
function toNine(more = 0): Date {
  const now = desk.clock.now();
  const nine = new Date(`${now.toISOString().slice(0, 10)}T08:00:00Z`);
  if (nine <= now) nine.setUTCDate(nine.getUTCDate() + 1);
  desk.clock.forward(nine.getTime() - now.getTime() + more);
  return nine;
}
const write = (id: number, at: Date) => writeDigest(desk.deps, { workspaceId: WORKSPACE, id, at });
const refused = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => expect.fail("nothing was refused"),
    (reason: unknown) => reason,
  );
  return error instanceof AppError
    ? `${error.code}: ${error.message} ${error.hint}`
    : String(error);
};

describe("a slot", () => {
  test("that four processes write at once is handed over once", async () => {
    const { id } = await subscribe(act("ann"), DAILY);
    const at = toNine();
    await Promise.all([1, 2, 3, 4].map(() => write(id, at)));
    expect(await slots()).toMatchObject([{ subscriptionId: id, slot: at, state: "sent" }]);
    const key = `digest:${id}:${at.toISOString()}`;
    expect(await messages()).toMatchObject([{ dedupeKey: key, recipient: "C0EMEA" }]);
    await write(id, at);
    expect(await messages()).toHaveLength(1);
  });

  test("whose process died after it took it is written by the next", async () => {
    const { id } = await subscribe(act("ann"), DAILY);
    const at = toNine();
    await desk.look((tx) => claimSlot(tx, { workspaceId: WORKSPACE, id }, at, at));
    await write(id, at);
    expect(await slots()).toMatchObject([{ state: "sent" }]);
  });

  test("that was taken and not written until the grace time was over failed; one nobody took was slept through", async () => {
    const { id } = await subscribe(act("ann"), DAILY);
    const at = toNine();
    await desk.look((tx) => claimSlot(tx, { workspaceId: WORKSPACE, id }, at, at));
    const next = toNine(3 * HOUR);
    await Promise.all([tick(desk.deps, WORKSPACE), tick(desk.deps, WORKSPACE)]);
    await write(id, next);
    expect((await slots()).sort((a, b) => a.slot.getTime() - b.slot.getTime())).toMatchObject([
      { slot: at, state: "skipped", reason: "failed" },
      { slot: next, state: "skipped", reason: "not_running" },
    ]);
    expect(await messages()).toEqual([]);
  });

  test("of a digest that was paused, changed or stopped meanwhile is nobody's", async () => {
    const { id } = await subscribe(act("ann"), DAILY);
    const at = toNine();
    await changeDigest(act("ann"), id, { time: "10:00" });
    await write(id, at);
    expect(await slots()).toMatchObject([{ state: "skipped", reason: "switched_off" }]);
  });

  test("of an owner who may not see deals any more pauses the digest; whoever resumes it owns it", async () => {
    const { id } = await subscribe(act("ben"), DAILY);
    const at = toNine();
    await asSuperuser(
      desk.url,
      (sql) => sql`update people set roles = '{}' where id = 2 and workspace_id = ${WORKSPACE}`,
    );
    await write(id, at);
    await asSuperuser(
      desk.url,
      (sql) => sql`update people set roles = '{ae}' where id = 2 and workspace_id = ${WORKSPACE}`,
    );
    const [paused] = await desk.look((tx) => tx.select().from(digestSubscriptions));
    expect(paused).toMatchObject({
      state: "paused",
      stateReason: "its owner may not see these deals any more",
    });
    expect(await slots()).toMatchObject([{ state: "skipped", reason: "not_allowed" }]);
    expect(await setDigestState(act("mia"), id, "active")).toMatchObject({
      ownerId: 4,
      state: "active",
    });
  });
});

describe("a look at what is due", () => {
  test("by two processes at once asks for each digest once, and gives everyone with deals a morning", async () => {
    await desk.deal();
    const { id } = await subscribe(act("mia"), { ...DAILY, scope: "all" });
    toNine();
    await Promise.all([tick(desk.deps, WORKSPACE), tick(desk.deps, WORKSPACE)]);
    const jobs = await asSuperuser(
      desk.url,
      (sql) =>
        sql`select data ->> 'subscriptionId' as id from pgboss.job where name = 'digest.write'`,
    );
    expect(jobs.map((job) => Number(job.id))).toEqual([id]);
    const all = await desk.look((tx) =>
      listSubscriptions(tx, WORKSPACE, settings, { kind: "morning" }),
    );
    expect(all.map((one) => one.ownerName)).toEqual([
      "Ann Seller",
      "Mia Manager",
      "Vera President",
      "Oto Manager",
    ]);
    expect(all[0]).toMatchObject({
      cadence: "workdays",
      time: "08:30",
      channelId: slackIdOf("ann"),
    });
  });

  test("sets itself for the moment the next one is due", async () => {
    await desk.deal();
    await subscribe(act("ann"), DAILY);
    await tick(desk.deps, WORKSPACE);
    const jobs = await asSuperuser(
      desk.url,
      (sql) =>
        sql`select start_after as at from pgboss.job where name = 'digest.tick' and state = 'created' order by 1`,
    );
    const times = jobs.map((job) => new Date(job.at).toISOString().slice(11, 16));
    // Ann's morning, which the look made, and the digest, which was set when it was subscribed.
    expect(times).toEqual(["07:30", "08:00"]);
  });
});

describe("people who snooze, or want no mornings,", () => {
  test.each([
    ["snooze", { topics: {}, snooze: true }],
    ["have switched them off", { topics: { morning: false }, snooze: false }],
  ])("get none while they %s", async (_, { topics, snooze }) => {
    await desk.deal();
    const { id } = await setMorning(act("ann"), { time: "09:00" });
    const { workspaceId } = act("ann").actor;
    await desk.look((tx) =>
      tx
        .select()
        .from(digestSubscriptions)
        .then(() =>
          saveChoices(
            tx,
            { workspaceId, slackUserId: slackIdOf("ann") },
            {
              topics,
              quietFrom: null,
              quietTo: null,
              days: null,
              snoozedUntil: snooze ? new Date(desk.clock.now().getTime() + 90 * 24 * HOUR) : null,
            },
            desk.clock.now(),
          ),
        ),
    );
    let at = toNine();
    while ([0, 6].includes(at.getUTCDay())) at = toNine();
    await write(id, at);
    expect(await slots()).toMatchObject([{ state: "skipped", reason: "switched_off" }]);
  });
});

describe("subscribing", () => {
  test("is for sales", async () => {
    expect(await refused(subscribe(act("vic", { roles: ["viewer"] }), DAILY))).toMatch(
      /forbidden: You may not subscribe a channel to a digest/,
    );
  });

  test("twice at once gives one digest, and the same request twice one as well", async () => {
    const both = await Promise.allSettled([
      subscribe(act("ann"), DAILY),
      subscribe(act("ben"), DAILY),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const request = act("ann", { requestId: "again" });
    await subscribe(request, { ...DAILY, cadence: "weekly", weekday: 1 });
    await expect(subscribe(request, { ...DAILY, scope: "all" })).rejects.toThrow(Redelivered);
  });

  test("a channel a fourth time is refused", async () => {
    for (const scope of ["all", "team:1", "team:2"] as const)
      await subscribe(act("ann"), { ...DAILY, scope });
    expect(await refused(subscribe(act("ann"), { ...DAILY, scope: "person:1" }))).toMatch(
      /rule_broken: This channel has 3 digests already; more would be noise. `\/digest stop \d+` makes room/,
    );
  });
});

describe("a digest of somebody else", () => {
  test.each<[Handle, boolean]>([
    ["ann", true],
    ["mia", true],
    ["adam", true],
    ["ben", false],
    ["vic", false],
  ])("is changed and stopped by %s: %s", async (handle, may) => {
    const { id } = await subscribe(act("ann"), DAILY);
    const work = setDigestState(act(handle), id, "stopped");
    if (may) expect(await work).toMatchObject({ state: "stopped" });
    else expect(await refused(work)).toMatch(/forbidden: Digest \d+ is Ann Seller's/);
  });

  test("that was stopped is not there any more, and one that is so already says so", async () => {
    const { id } = await subscribe(act("ann"), DAILY);
    expect(await refused(setDigestState(act("ann"), id, "active"))).toMatch(
      /conflict: .* is active already/,
    );
    await setDigestState(act("ann"), id, "stopped");
    expect(await refused(setDigestState(act("ann"), id, "active"))).toMatch(
      /not_found: There is no digest/,
    );
  });
});
