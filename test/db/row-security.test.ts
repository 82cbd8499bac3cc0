import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { APP_ROLE, secureRows } from "../../src/db/row-security.ts";
import { counters, workspaces } from "../../src/db/schema.ts";
import { inWorkspace, listWorkspaceIds, registerWorkspace } from "../../src/db/workspace.ts";
import {
  asSuperuser,
  emptyDatabase,
  type TestDatabase,
  testDatabase,
} from "../support/database.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  for (const id of ["TA", "TB"]) {
    await registerWorkspace(database.db, { id, name: id }, NOW);
    await inWorkspace(database.db, id, (tx) =>
      tx.insert(counters).values({ workspaceId: id, name: "deal", next: 7 }),
    );
  }
});
afterAll(() => database.close());

describe("a workspace's rows", () => {
  test("are all that is seen from inside it, without any condition in the query", async () => {
    const seen = await inWorkspace(database.db, "TA", async (tx) => ({
      workspaces: await tx.select({ id: workspaces.id }).from(workspaces),
      counters: await tx.select({ of: counters.workspaceId }).from(counters),
    }));
    expect(seen).toEqual({ workspaces: [{ id: "TA" }], counters: [{ of: "TA" }] });
  });

  test("can't be made, changed or deleted from another one", async () => {
    const fromA = inWorkspace(database.db, "TA", (tx) =>
      tx.insert(counters).values({ workspaceId: "TB", name: "lead", next: 1 }),
    );
    await expect(fromA).rejects.toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: "42501" }) }),
    );
    await inWorkspace(database.db, "TA", async (tx) => {
      await tx.update(counters).set({ next: 99 });
      await tx.delete(counters);
    });
    const left = await asSuperuser(
      database.url,
      (sql) => sql`select workspace_id as of, next::int from counters`,
    );
    expect([...left]).toEqual([{ of: "TB", next: 7 }]);
  });

  test("are hidden, table by table, from a connection that names no workspace", async () => {
    const outside = postgres(database.url, { max: 1, connection: { role: APP_ROLE } });
    const tables = await outside<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
    expect(tables.map((table) => table.name)).toContain("workspaces");
    for (const { name } of tables) {
      expect(await outside`select * from ${outside(name)}`, name).toHaveLength(0);
    }
    await outside.end();
  });

  test("are behind a forced policy in every table there is", async () => {
    const open = await asSuperuser(
      database.url,
      (sql) => sql`
        select relname from pg_class c
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and not (relrowsecurity and relforcerowsecurity
            and exists (select from pg_policy where polrelid = c.oid))`,
    );
    expect([...open]).toEqual([]);
  });

  test("are reached only with a plain workspace id", () => {
    for (const id of ["", "*", "T1'; drop table counters; --", "T".repeat(65)])
      expect(() => inWorkspace(database.db, id, async () => 1), id).toThrow(/no workspace id/);
  });
});

test("the list of workspaces tells ids to those who work for each of them", async () => {
  expect(await listWorkspaceIds(database.db)).toEqual(["TA", "TB"]);
});

describe("securing a database", () => {
  test("fails and names a table that belongs to no workspace", async () => {
    const { url, drop } = await emptyDatabase();
    await asSuperuser(url, async (sql) => {
      await sql`create table loose_ends (id int)`;
      await expect(secureRows(sql)).rejects.toThrow(/loose_ends/);
    });
    await drop();
  });

  test("fails and names a view that would show everybody's rows", async () => {
    const { url, drop } = await emptyDatabase();
    await asSuperuser(url, async (sql) => {
      await sql`create table rows (workspace_id text)`;
      await sql`create view everything as select * from rows`;
      await expect(secureRows(sql)).rejects.toThrow(/everything/);
      await sql`alter view everything set (security_invoker = true)`;
      await secureRows(sql);
    });
    await drop();
  });

  test("makes the audit log and the stage history append-only, for the owner too", async () => {
    const { url, drop } = await emptyDatabase();
    await asSuperuser(url, async (sql) => {
      for (const table of ["audit_log", "stage_history"]) {
        await sql`create table ${sql(table)} (workspace_id text, note text)`;
        await secureRows(sql);
        await sql`insert into ${sql(table)} values ('T1', 'kept')`;
        for (const statement of [
          sql`update ${sql(table)} set note = 'changed'`,
          sql`delete from ${sql(table)}`,
          sql`truncate ${sql(table)}`,
        ])
          await expect(statement).rejects.toThrow(`${table} is append-only`);
        expect([...(await sql`select note from ${sql(table)}`)]).toEqual([{ note: "kept" }]);
      }
    });
    await drop();
  });

  test("binds an ordinary owner of the tables as well", async () => {
    const { url, drop } = await emptyDatabase();
    const owner = `owner_${randomBytes(4).toString("hex")}`;
    const own = new URL(url);
    own.username = owner;
    own.password = "secret";
    await asSuperuser(url, async (sql) => {
      await sql.unsafe(`create role ${owner} login password 'secret'`);
      await sql.unsafe(`alter database ${own.pathname.slice(1)} owner to ${owner}`);
    });
    await migrate(own.href);
    const db = await openDatabase(own.href);
    for (const id of ["TA", "TB"]) await registerWorkspace(db, { id, name: id }, NOW);
    expect(
      await inWorkspace(db, "TB", (tx) => tx.select({ id: workspaces.id }).from(workspaces)),
    ).toEqual([{ id: "TB" }]);
    const outside = postgres(own.href, { max: 1 });
    expect(await outside`select * from workspaces`).toHaveLength(0);
    await outside.end();
    await db.close();
    await drop();
    await asSuperuser(inject("serverUrl"), (sql) => sql.unsafe(`drop role ${owner}`));
  });
});
