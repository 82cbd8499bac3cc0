import { subDays } from "date-fns/subDays";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimRequest, forgetOldRequests } from "../../src/db/handled-requests.ts";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 8 });
  for (const id of ["TA", "TB"]) await registerWorkspace(database.db, { id, name: id }, NOW);
});
afterAll(() => database.close());

const claim = (id: string, workspace = "TA", at = NOW) =>
  inWorkspace(database.db, workspace, (tx) => claimRequest(tx, workspace, id, at));

test("of a request that comes eight times at once, one may change something", async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim("Ev1")));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("a repetition waits for the first, and takes over when that fails", async () => {
  const claimed = Promise.withResolvers<void>();
  const fail = Promise.withResolvers<void>();
  const first = inWorkspace(database.db, "TA", async (tx) => {
    expect(await claimRequest(tx, "TA", "Ev2", NOW)).toBe(true);
    claimed.resolve();
    await fail.promise;
    throw new Error("the first try failed");
  });
  await claimed.promise;
  const second = claim("Ev2");
  fail.resolve();
  await expect(first).rejects.toThrow("the first try failed");
  expect(await second).toBe(true);
});

test("the same id in another workspace is another request", async () => {
  expect(await claim("Ev3", "TA")).toBe(true);
  expect(await claim("Ev3", "TB")).toBe(true);
});

test("requests are remembered for seven days", async () => {
  await claim("Ev4", "TA", subDays(NOW, 6));
  await claim("Ev5", "TA", subDays(NOW, 8));
  const forgotten = await inWorkspace(database.db, "TA", (tx) => forgetOldRequests(tx, "TA", NOW));
  expect(forgotten).toBe(1);
  expect(await claim("Ev4")).toBe(false);
  expect(await claim("Ev5")).toBe(true);
});
