import { afterAll, beforeAll, expect, test } from "vitest";
import { nextNumber } from "../../src/db/counters.ts";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 8 });
  for (const id of ["TA", "TB"])
    await registerWorkspace(database.db, { id, name: id }, new Date(0));
});
afterAll(() => database.close());

const next = (workspace: string, name: string, howMany?: number) =>
  inWorkspace(database.db, workspace, (tx) => nextNumber(tx, workspace, name, howMany));

test("numbers asked for at the same time are all different and leave no gap", async () => {
  const numbers = await Promise.all(Array.from({ length: 60 }, () => next("TA", "deal")));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
});

test("each workspace and each kind of thing counts for itself", async () => {
  expect(await next("TA", "lead")).toBe(1);
  expect(await next("TB", "deal")).toBe(1);
});

test("a range can be reserved, and the next number comes after it", async () => {
  expect(await next("TB", "quote", 500)).toBe(1);
  expect(await next("TB", "quote", 2)).toBe(501);
  expect(await next("TB", "quote")).toBe(503);
});

test("a number that was not used in the end is given out again", async () => {
  await inWorkspace(database.db, "TB", async (tx) => {
    await nextNumber(tx, "TB", "demo");
    throw new Error("changed my mind");
  }).catch(() => {});
  expect(await next("TB", "demo")).toBe(1);
});
