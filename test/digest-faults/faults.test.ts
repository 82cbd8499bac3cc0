import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Fleet, startFleet, teamWith } from "./fleet.ts";
import { passTime, subscribeAll, type Told, type Trouble } from "./year.ts";

const FROM = new Date("2027-03-26T23:00:00Z");
const TO = new Date("2027-03-29T14:00:00Z");

const at = (id: number, timeZone: string, time: string, plan: Partial<Told> = {}): Told => ({
  id,
  channel: `C0DIGEST${id}`,
  cadence: "daily",
  weekday: null,
  monthday: null,
  time,
  timeZone,
  ...plan,
});

/** Summer time begins in Berlin on the Sunday, and its half past two is not there. */
const TOLD: readonly Told[] = [
  at(1, "Europe/Berlin", "09:00"),
  at(2, "Europe/Berlin", "02:30"),
  at(3, "America/New_York", "09:00", { cadence: "weekdays" }),
  at(4, "Australia/Sydney", "09:00"),
  at(5, "Asia/Kathmandu", "09:00", { cadence: "weekly", weekday: 1 }),
  at(6, "America/Santiago", "08:30", { cadence: "monthly", monthday: 28 }),
  at(7, "Europe/Berlin", "09:00", { cadence: "weekdays" }),
];

let database: TestDatabase;
let fleet: Fleet;
beforeAll(async () => {
  database = await testDatabase();
  fleet = await startFleet({
    url: database.url,
    team: teamWith(TOLD.map((one) => one.channel)),
    start: FROM,
  });
}, 60_000);
afterAll(async () => {
  await fleet.stop();
  await database.close();
});

const POST = { method: "chat.postMessage" } as const;
const TROUBLE: Readonly<Record<number, readonly Trouble[]>> = {
  0: [{ kind: "kill", process: 0, afterMs: 20 }],
  1: [{ kind: "fault", fault: { kind: "lost", ...POST } }],
  2: [{ kind: "fault", fault: { kind: "status", status: 500, ...POST } }],
  3: [{ kind: "kill", process: 1, afterMs: 45 }],
  4: [{ kind: "fault", fault: { kind: "ratelimited", retryAfter: 1, ...POST } }],
  5: [{ kind: "outage", minutes: 150 }],
  9: [
    { kind: "fault", fault: { kind: "slow", ms: 300, ...POST } },
    { kind: "kill", process: 2, afterMs: 100 },
  ],
};

test("three days with a change of clocks, killed processes and a Slack that fails: each digest once, in time", async () => {
  await subscribeAll(fleet, TOLD);
  const outcome = await passTime(
    fleet,
    TOLD,
    { from: FROM, to: TO },
    (step) => TROUBLE[step] ?? [],
  );
  expect(outcome).toMatchObject({ duplicates: [], lost: [], early: [], late: [] });
  expect(outcome.kills).toBeGreaterThanOrEqual(6);
  expect(outcome.skipped).toBeGreaterThan(0);
  expect(fleet.sandbox.violations).toEqual([]);
}, 60_000);
