import postgres from "postgres";
import { openPool } from "./connection-pool.ts";
import { APP_ROLE } from "./row-security.ts";
import { runTransaction, type Tx } from "./transaction.ts";

export type { Tx } from "./transaction.ts";

/** The database as the product sees it. Rows are reached through `inWorkspace`, which says whose. */
export type Db = {
  /** What `inWorkspace` is built on; features use that. `scope` goes into SQL as it is, so it must be checked before. */
  transaction<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for work that changes nothing, which PostgreSQL sees to. It is over one round trip sooner. */
  reading<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for running transactions, then closes every connection. */
  close(): Promise<void>;
};

/**
 * Opens a pool of connections.
 * @param options.max most connections at a time, 10 unless told otherwise.
 * @throws when the server can't be reached, or has not been migrated and its user would bypass row-level security.
 */
export async function openDatabase(
  url: string,
  options: { max?: number | undefined } = {},
): Promise<Db> {
  const role = await appRoleFor(url);
  const pool = openPool(url, {
    max: options.max ?? 10,
    connection: {
      application_name: "dealdesk",
      TimeZone: "UTC",
      // A statement or a forgotten transaction must not hold its locks for ever.
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      ...(role && { role }),
    },
  });
  return {
    transaction: (scope, work) => runTransaction(pool, scope, "write", work),
    reading: (scope, work) => runTransaction(pool, scope, "read", work),
    close: () => pool.close(),
  };
}

/** Superusers and roles with BYPASSRLS see every row whatever the policies say: they work as `dealdesk_app` instead. */
async function appRoleFor(url: string): Promise<string | undefined> {
  const client = postgres(url, {
    max: 1,
    fetch_types: false,
    connection: { application_name: "dealdesk" },
  });
  try {
    const [user] = await client<{ bypasses: boolean; migrated: boolean }[]>`
      select rolsuper or rolbypassrls as bypasses, to_regrole(${APP_ROLE}) is not null as migrated
      from pg_roles where rolname = current_user`;
    if (!user?.bypasses) return undefined;
    if (!user.migrated)
      throw new Error(`The role ${APP_ROLE} is missing: the database has not been migrated yet.`);
    return APP_ROLE;
  } finally {
    await client.end();
  }
}
