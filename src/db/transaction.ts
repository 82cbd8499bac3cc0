import { PgDatabase, PgDialect, type PreparedQueryConfig } from "drizzle-orm/pg-core";
import { type PostgresJsQueryResultHKT, PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import type { ConnectionPool } from "./connection-pool.ts";

type NoSchema = Record<string, never>;
type Session = PostgresJsSession<Sql, NoSchema, NoSchema>;

/** A running transaction: drizzle's query builders, good until the work it was given to ends. */
export type Tx = Pick<
  PgDatabase<PostgresJsQueryResultHKT, NoSchema>,
  | "select"
  | "selectDistinct"
  | "selectDistinctOn"
  | "insert"
  | "update"
  | "delete"
  | "execute"
  | "with"
  | "$with"
  | "$count"
>;

const dialect = new PgDialect();

/** Refuses statements once the transaction is over, and prepares each statement once per connection. */
class TransactionSession extends PostgresJsSession<Sql, NoSchema, NoSchema> {
  #whyNot: () => string | undefined;

  constructor(client: Sql, whyNot: () => string | undefined) {
    super(client, dialect, undefined);
    this.#whyNot = whyNot;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    ...[query, fields, name, ...rest]: Parameters<Session["prepareQuery"]>
  ) {
    const reason = this.#whyNot();
    if (reason) throw new Error(reason);
    // Any name makes postgres.js prepare the statement. Unprepared, a statement with parameters takes two
    // round trips each time: postgres.js asks for the types first.
    return super.prepareQuery<T>(query, fields, name ?? "prepared", ...rest);
  }
}

const hooks = new WeakMap<Tx, (() => void)[]>();

/** Runs `hook` once this transaction has been committed; never when it is rolled back. The hook must not throw. */
export function afterCommit(tx: Tx, hook: () => void): void {
  const list = hooks.get(tx);
  if (list) list.push(hook);
  else hooks.set(tx, [hook]);
}

/** What a transaction may do: change rows, or only look at them. */
export type Mode = "write" | "read";

/**
 * One transaction with `dealdesk.workspace` set to `scope`, which must be safe inside quotes. It costs one round trip
 * besides the work's own, for the commit: the beginning travels with the first statement.
 */
export async function runTransaction<T>(
  pool: ConnectionPool,
  scope: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const connection = await pool.acquire();
  const { client } = connection;
  let over = false;
  const whyNot = () =>
    over
      ? "This transaction is over: a statement was started after the work it belongs to had ended."
      : connection.isLost
        ? "The connection to the database was lost in the middle of this transaction."
        : undefined;
  const tx: Tx = new PgDatabase<PostgresJsQueryResultHKT, NoSchema>(
    dialect,
    new TransactionSession(client, whyNot),
    undefined,
  );
  // Not awaited: statements are answered in order, and if this one fails the scope is not set,
  // in which case row-level security shows nothing and refuses every write.
  const begun = client.unsafe(`begin; set local dealdesk.workspace = '${scope}'`).execute();
  let whyNotBegun: unknown;
  begun.catch((error: unknown) => {
    whyNotBegun = error;
  });
  try {
    const result = await Promise.race([work(tx), connection.lost]);
    await Promise.race([begun, connection.lost]);
    over = true;
    const { command } = await Promise.race([client.unsafe("commit"), connection.lost]);
    // A failed statement whose error was swallowed turns the commit into a rollback that PostgreSQL calls a success.
    if (command !== "COMMIT")
      throw new Error(
        "The transaction was rolled back: a statement in it failed and its error was swallowed.",
      );
    for (const hook of hooks.get(tx) ?? []) hook();
    return result;
  } catch (error) {
    over = true;
    if (!connection.isLost)
      await Promise.race([client.unsafe("rollback"), connection.lost]).catch(() => {});
    // "connection refused" says more than that it was lost.
    throw connection.isLost ? (whyNotBegun ?? error) : error;
  } finally {
    pool.release(connection);
  }
}
