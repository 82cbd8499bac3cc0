import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";
import { createExtensions } from "./extensions.ts";
import { secureRows } from "./row-security.ts";

const OLDEST_VERSION = 15;
const MIGRATIONS = fileURLToPath(new URL("../../drizzle", import.meta.url));
// Any number, as long as all processes take the same one: "deal" in ASCII.
const LOCK = 0x6465616c;

/**
 * Brings the database up to date: extensions, tables, row-level security. Processes that start together take turns;
 * where all is done it takes a few milliseconds.
 * @throws when the server is older than PostgreSQL 15.
 */
export async function migrate(url: string): Promise<void> {
  const connect = () =>
    postgres(url, {
      max: 1,
      fetch_types: false,
      onnotice: () => {},
      connection: { application_name: "dealdesk migrations" },
    });
  const sql = connect();
  // drizzle() changes what its client returns, so it gets one of its own.
  const forDrizzle = connect();
  try {
    await checkVersion(sql);
    // Held by the session until it ends: drizzle's migrator takes no lock of its own.
    await sql`select pg_advisory_lock(${LOCK})`;
    await createExtensions(sql);
    await runMigrations(drizzle(forDrizzle), { migrationsFolder: MIGRATIONS });
    await secureRows(sql);
  } finally {
    await Promise.all([sql.end(), forDrizzle.end()]);
  }
}

async function checkVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ version: string; major: number }[]>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::int / 10000 as major`;
  requireVersion(row?.major ?? 0, row?.version ?? "unknown");
}

/** @throws for a PostgreSQL that lacks what row-level security and the queue need. */
export function requireVersion(major: number, version: string): void {
  if (major < OLDEST_VERSION)
    throw new Error(
      `The database server is PostgreSQL ${version}. Dealdesk needs PostgreSQL ${OLDEST_VERSION} or newer.`,
    );
}
