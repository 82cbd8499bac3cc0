import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { type Db, openDatabase } from "../../src/db/client.ts";

const TEMPLATE = "dealdesk_template";

export type TestDatabase = {
  db: Db;
  /** The superuser's address: what it reads and writes passes by row-level security. */
  url: string;
  close(): Promise<void>;
};

/** A database of one's own with all tables and no rows, cloned in 10 to 40 ms. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await cloneDatabase(TEMPLATE);
  const db = await openDatabase(url, { max: options.max ?? 5 });
  return {
    db,
    url,
    async close() {
      await db.close();
      await drop();
    },
  };
}

/** A database without anything in it, for tests of the migration itself. */
export function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return cloneDatabase("template0");
}

/** Runs SQL as the server's superuser, past row-level security. */
export async function asSuperuser<T>(
  url: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

async function cloneDatabase(template: string) {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const server = inject("serverUrl");
  await asSuperuser(server, (sql) =>
    sql.unsafe(`create database ${name} template ${template} strategy file_copy`),
  );
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    drop: async () => {
      await asSuperuser(server, (sql) => sql.unsafe(`drop database ${name} with (force)`));
    },
  };
}
