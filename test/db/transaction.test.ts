import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "../../src/db/client.ts";
import { nextNumber } from "../../src/db/counters.ts";
import { counters } from "../../src/db/schema.ts";
import {
  afterCommit,
  inWorkspace,
  isUniqueViolation,
  registerWorkspace,
} from "../../src/db/workspace.ts";
import { asSuperuser, type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 2 });
  await registerWorkspace(database.db, { id: "T1", name: "One" }, new Date(0));
});
afterAll(() => database.close());

const add = (tx: Tx, name: string) =>
  tx.insert(counters).values({ workspaceId: "T1", name, next: 1 });
const names = async () =>
  (
    await inWorkspace(database.db, "T1", (tx) =>
      tx.select({ name: counters.name }).from(counters).orderBy(counters.name),
    )
  ).map((row) => row.name);

describe("a transaction", () => {
  test("keeps what was written when its work ends well", async () => {
    await inWorkspace(database.db, "T1", (tx) => add(tx, "kept"));
    expect(await names()).toContain("kept");
  });

  test("keeps nothing when its work throws", async () => {
    const work = inWorkspace(database.db, "T1", async (tx) => {
      await add(tx, "thrown");
      throw new Error("a rule was broken");
    });
    await expect(work).rejects.toThrow("a rule was broken");
    expect(await names()).not.toContain("thrown");
  });

  test("does not pretend to be saved when a statement's error was swallowed", async () => {
    const work = inWorkspace(database.db, "T1", async (tx) => {
      await add(tx, "swallowed");
      await add(tx, "swallowed").catch(() => {});
    });
    await expect(work).rejects.toThrow(/rolled back/);
    expect(await names()).not.toContain("swallowed");
  });

  test("refuses statements after its end", async () => {
    const tx = await inWorkspace(database.db, "T1", async (running) => ({ running }));
    await expect(add(tx.running, "late")).rejects.toThrow(/is over/);
    expect(await names()).not.toContain("late");
  });

  test("fails when its connection drops in the middle, and the next one works", async () => {
    const work = inWorkspace(database.db, "T1", async (tx) => {
      await add(tx, "dropped");
      const [me] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await asSuperuser(database.url, async (admin) => {
        await admin`select pg_terminate_backend(${me?.pid ?? 0})`;
        // Until the server has let go of it, the client can't have noticed either.
        while ((await admin`select from pg_stat_activity where pid = ${me?.pid ?? 0}`).count > 0);
      });
      await new Promise(setImmediate);
      await add(tx, "after the drop");
    });
    await expect(work).rejects.toThrow();
    for (let n = 0; n < 5; n++) expect(await names()).not.toContain("dropped");
    expect(await names()).not.toContain("after the drop");
  });

  test("that said it was saved is saved, while connections are being cut at random", async () => {
    const outcomes = asSuperuser(database.url, async (admin) => {
      let running = true;
      const all = Promise.allSettled(
        Array.from({ length: 120 }, () =>
          inWorkspace(database.db, "T1", (tx) => nextNumber(tx, "T1", "under attack")),
        ),
      ).finally(() => {
        running = false;
      });
      while (running)
        await admin`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1`;
      return all;
    });
    const numbers = (await outcomes)
      .filter((outcome) => outcome.status === "fulfilled")
      .map((outcome) => outcome.value);
    expect(new Set(numbers).size).toBe(numbers.length);
    // What was cut off during its commit may be saved as well, but nothing is missing.
    const next = await inWorkspace(database.db, "T1", (tx) => nextNumber(tx, "T1", "under attack"));
    expect(next).toBeGreaterThan(Math.max(0, ...numbers));
    expect(numbers.length).toBeLessThan(120);
  });

  test("waits for its turn when all connections are taken", async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        inWorkspace(database.db, "T1", async (tx) => {
          await tx.execute(sql`select pg_sleep(0.001)`);
          return n;
        }),
      ),
    );
    expect(results).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
});

describe("what waits for the commit", () => {
  test("happens after it", async () => {
    const seen: string[][] = [];
    const done = Promise.withResolvers<void>();
    await inWorkspace(database.db, "T1", async (tx) => {
      await add(tx, "announced");
      afterCommit(tx, () => {
        void names().then((list) => {
          seen.push(list);
          done.resolve();
        });
      });
      expect(seen).toEqual([]);
    });
    await done.promise;
    expect(seen[0]).toContain("announced");
  });

  test("never happens after a rollback", async () => {
    let told = false;
    const work = inWorkspace(database.db, "T1", async (tx) => {
      afterCommit(tx, () => {
        told = true;
      });
      await tx.execute(sql`select 1 / 0`);
    });
    await expect(work).rejects.toThrow();
    expect(told).toBe(false);
  });
});

test("a key that is taken is told from other errors, and from other keys", async () => {
  const error: unknown = await inWorkspace(database.db, "T1", async (tx) => {
    await add(tx, "twice");
    await add(tx, "twice");
  }).catch((thrown: unknown) => thrown);
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, "counters_workspace_id_name_pk")).toBe(true);
  expect(isUniqueViolation(error, "people_pk")).toBe(false);
  expect(isUniqueViolation(new Error("something else"))).toBe(false);
});

test("lists go into SQL and come out of it, by hand and through drizzle's columns", async () => {
  const names = ["plain", "NULL", "two\nlines", 'with "quotes", {braces} and \\', ""];
  const ids = [1, 2, 3_000_000];
  const tagged = pgTable("tagged", { tags: text("tags").array().notNull() });
  const seen = await inWorkspace(database.db, "T1", async (tx) => {
    await tx.execute(sql`create temporary table tagged (tags text[] not null)`);
    await tx.insert(tagged).values({ tags: names });
    return {
      column: await tx.select().from(tagged),
      raw: await tx.execute(
        sql`select ${sql.param(names)}::text[] as names, ${sql.param(ids)}::int[] as ids,
          ${sql.param(ids)}::bigint[] as bigints, 2 = any(${sql.param(ids)}::int[]) as found`,
      ),
    };
  });
  expect(seen.column).toEqual([{ tags: names }]);
  expect([...seen.raw]).toEqual([{ names, ids, bigints: ids, found: true }]);
});

test("a closed database says so", async () => {
  const other = await testDatabase();
  await other.close();
  await expect(inWorkspace(other.db, "T1", async () => 1)).rejects.toThrow(/closed/);
});
