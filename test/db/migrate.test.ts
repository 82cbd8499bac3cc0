import { expect, test } from "vitest";
import { requireVersion } from "../../src/db/migrate.ts";
import { runModule } from "../support/child.ts";
import { asSuperuser, emptyDatabase } from "../support/database.ts";

test("three processes that start on an empty database at once all find it ready", async () => {
  const { url, drop } = await emptyDatabase();
  const program = `
    import { migrate } from "src/db/migrate.ts";
    import { openDatabase } from "src/db/client.ts";
    import { registerWorkspace } from "src/db/workspace.ts";
    await migrate(${JSON.stringify(url)});
    const db = await openDatabase(${JSON.stringify(url)});
    await registerWorkspace(db, { id: "T" + process.pid, name: "" }, new Date(0));
    await db.close();`;
  const children = Array.from({ length: 3 }, () => runModule(program));
  expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0]);
  expect(await asSuperuser(url, (sql) => sql`select from workspaces`)).toHaveLength(3);
  await drop();
});

test("a server older than PostgreSQL 15 is refused with its version", () => {
  expect(() => requireVersion(14, "14.11")).toThrow(/PostgreSQL 14\.11.*15 or newer/);
  expect(() => requireVersion(15, "15.0")).not.toThrow();
});
