import { asc, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tx } from "../../src/db/client.ts";
import { prepared, preparedByShape } from "../../src/db/prepared.ts";
import { counters } from "../../src/db/schema.ts";
import { inWorkspace, readWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 2 });
  await registerWorkspace(database.db, { id: "T1", name: "One" }, new Date(0));
  await registerWorkspace(database.db, { id: "T2", name: "Two" }, new Date(0));
  await inWorkspace(database.db, "T1", (tx) =>
    tx.insert(counters).values([
      { workspaceId: "T1", name: "deal", next: 5 },
      { workspaceId: "T1", name: "lead", next: 9 },
    ]),
  );
});
afterAll(() => database.close());

const findNext = prepared(["name"], (tx, { name }) =>
  tx.select({ next: counters.next }).from(counters).where(eq(counters.name, name)),
);
const next = (name: string) => (tx: Tx) => findNext(tx, { name });

test("a prepared query takes new values each time, on every connection", async () => {
  const both = await Promise.all(
    ["deal", "lead"].map((name) => readWorkspace(database.db, "T1", next(name))),
  );
  expect(both).toEqual([[{ next: 5 }], [{ next: 9 }]]);
  expect(await readWorkspace(database.db, "T1", next("deal"))).toEqual([{ next: 5 }]);
});

test("a prepared query sees no more than its transaction may", async () => {
  await readWorkspace(database.db, "T1", next("deal"));
  expect(await readWorkspace(database.db, "T2", next("deal"))).toEqual([]);
});

test("a prepared query is refused after its transaction's end", async () => {
  const { tx } = await inWorkspace(database.db, "T1", async (running) => ({ tx: running }));
  await expect(next("deal")(tx)).rejects.toThrow(/is over/);
});

test("each shape of a query has a text of its own", async () => {
  const list = preparedByShape(["least"], (tx, { least }, shape: { filtered: boolean }) =>
    tx
      .select({ name: counters.name })
      .from(counters)
      .where(shape.filtered ? gt(counters.next, least) : undefined)
      .orderBy(asc(counters.name)),
  );
  const names = (filtered: boolean) =>
    readWorkspace(database.db, "T1", async (tx) =>
      (await list(tx, { least: 6 }, { filtered })).map((row) => row.name),
    );
  expect(await names(true)).toEqual(["lead"]);
  expect(await names(false)).toEqual(["deal", "lead"]);
  expect(await names(true)).toEqual(["lead"]);
});

test("work that only reads can't write, and leaves its connection fit for the next", async () => {
  const write = readWorkspace(database.db, "T1", (tx) =>
    tx.insert(counters).values({ workspaceId: "T1", name: "sneaked in", next: 1 }),
  );
  await expect(write).rejects.toThrow();
  expect(await readWorkspace(database.db, "T1", next("sneaked in"))).toEqual([]);
  await inWorkspace(database.db, "T1", (tx) =>
    tx.insert(counters).values({ workspaceId: "T1", name: "allowed", next: 1 }),
  );
  expect(await readWorkspace(database.db, "T1", next("allowed"))).toEqual([{ next: 1 }]);
});
