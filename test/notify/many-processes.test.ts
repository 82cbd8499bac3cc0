import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJobs } from "../../src/jobs/queue.ts";
import { asSuperuser } from "../support/database.ts";
import {
  approval,
  burstNews,
  dealNews,
  log,
  type Office,
  openOffice,
  reminder,
  withThread,
} from "./office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const texts = () => office.slack.messages.map((message) => message.text);
/** Answers calls only when it is told to. */
function holdSlack() {
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  office.slack.pause = () => {
    asked.resolve();
    return held.promise;
  };
  return {
    asked: asked.promise,
    release() {
      office.slack.pause = null;
      held.resolve();
    },
  };
}

describe("two processes", () => {
  test("never write to one reader at once, and what came meanwhile goes out too", async () => {
    const [one, other] = [office.newDelivery(), office.newDelivery()];
    const slack = holdSlack();
    await office.tell("U1", reminder, { what: "call" });
    const first = office.deliver("U1", one);
    await slack.asked;
    await office.tell("U1", reminder, { what: "write" });
    await office.deliver("U1", other);
    expect(office.slack.calls).toHaveLength(1);
    slack.release();
    await first;
    expect(texts()).toEqual(["Ada, Acme: call", "Ada, Acme: write"]);
  });

  test("share Slack's one message a second", async () => {
    for (const what of ["1", "2", "3"]) await office.tell("U1", reminder, { what });
    await office.deliver("U1", office.newDelivery());
    const before = office.machine.now().getTime();
    await office.tell("U1", reminder, { what: "4" });
    await office.deliver("U1", office.newDelivery());
    expect(office.machine.now().getTime() - before).toBe(1000);
  });

  test("of one queue and many readers send everything once", async () => {
    const jobs = [0, 1, 2].map(() => createJobs({ url: office.database.url, log }));
    for (let n = 0; n < 60; n++) {
      await office.tell(`C1`, reminder, { what: `to all ${n}` });
      await office.tell("U1", dealNews, { deal: `deal ${n % 7}`, what: `${n}` });
      await office.tell("U2", burstNews, { deal: `deal ${n}` });
    }
    const { machine: _, ...deps } = { ...office.deps, machine: null };
    await Promise.all(
      jobs.map((each) => each.work([office.newDelivery()], { ...deps, jobs: each })),
    );
    const isDone = async () => (await office.rows()).every((row) => row.state === "sent");
    while (!(await isDone())) for (const each of jobs) await each.idle();
    await Promise.all(jobs.map((each) => each.stop()));
    const toAll = texts().filter((text) => text.includes("to all"));
    expect([toAll.length, new Set(toAll).size]).toEqual([60, 60]);
    const shown = (await office.rows()).filter((row) => row.messageTs !== null);
    expect(shown).toHaveLength(180);
    // Every message in Slack is one that a row calls its own.
    const own = (await office.rows()).filter((row) => row.partOf === null);
    expect(office.slack.messages).toHaveLength(own.length);
  });
});

describe("a process that dies", () => {
  test("after Slack took a message leaves it to the next one, which finds it", async () => {
    const slack = holdSlack();
    await office.tell("U1", reminder, { key: "crash" });
    // It never hears Slack's answer: its database is gone with it.
    const dead = { ...office.deps, db: { ...office.deps.db } };
    const died = office
      .newDelivery()
      .perform(
        dead,
        { workspaceId: "T1", recipient: "U1", dedupeKey: null },
        { number: 1, isLast: false, signal: new AbortController().signal },
      );
    await slack.asked;
    dead.db.transaction = () => Promise.reject(new Error("killed"));
    slack.release();
    await expect(died).rejects.toThrow("killed");
    expect(await office.row("crash")).toMatchObject({ state: "sending" });
    // Its lease still stands.
    await office.deliver("U1", office.newDelivery());
    expect(office.slack.messages).toHaveLength(1);
    office.pass(61_000);
    await office.deliver("U1", office.newDelivery());
    expect(office.slack.messages).toHaveLength(1);
    expect(await office.row("crash")).toMatchObject({ state: "sent", messageTs: "1.000100" });
  });

  test("in the middle of a thread leaves the rest of it to the next one", async () => {
    await office.tell("C1", withThread, { key: "digest", what: "pipeline" });
    const dead = { ...office.deps, db: { ...office.deps.db } };
    office.slack.pause = async () => {
      if (office.slack.messages.length === 2)
        dead.db.transaction = () => Promise.reject(new Error("killed"));
    };
    const died = office
      .newDelivery()
      .perform(
        dead,
        { workspaceId: "T1", recipient: "C1", dedupeKey: null },
        { number: 1, isLast: false, signal: new AbortController().signal },
      );
    await expect(died).rejects.toThrow("killed");
    office.slack.pause = null;
    office.pass(61_000);
    await office.deliver("C1", office.newDelivery());
    expect(texts()).toEqual(["C1, Acme: pipeline", "at risk", "won", "lost"]);
  });
});

describe("a process that stops", () => {
  test("ends what is in flight, and leaves the rest to others without a loss", async () => {
    const slack = holdSlack();
    for (const what of ["1", "2", "3"]) await office.tell("U1", reminder, { what });
    await asSuperuser(office.database.url, (sql) => sql`delete from pgboss.job`);
    const stop = new AbortController();
    const run = office.deliver("U1", office.newDelivery(), stop.signal);
    await slack.asked;
    stop.abort();
    slack.release();
    await run;
    expect(texts()).toEqual(["Ada, Acme: 1"]);
    expect((await office.rows()).map((row) => row.state)).toEqual(["sent", "pending", "pending"]);
    // It asked for somebody to come back.
    const waiting = await asSuperuser(
      office.database.url,
      (sql) => sql`select name from pgboss.job where name = 'notifications.deliver'`,
    );
    expect(waiting).toHaveLength(1);
    await office.deliver("U1", office.newDelivery());
    expect(texts()).toEqual(["Ada, Acme: 1", "Ada, Acme: 2", "Ada, Acme: 3"]);
  });
});

test("what somebody waits for is not queued behind a morning's digests", async () => {
  for (let n = 0; n < 250; n++) await office.tell("C1", reminder, { what: `digest ${n}` });
  await office.tell("U1", approval, { what: "15 % off" });
  const [first] = await asSuperuser(
    office.database.url,
    (sql) => sql`
      select data ->> 'recipient' as recipient from pgboss.job
      where name = 'notifications.deliver' order by priority desc, created_on, id limit 1`,
  );
  expect(first).toEqual({ recipient: "U1" });
  await office.jobs.work([office.delivery], office.deps);
  while (!texts().some((text) => text.includes("15 % off")))
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(texts().length).toBeLessThan(100);
});
