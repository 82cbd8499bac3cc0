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

const clients = new WeakMap<Tx, () => Sql>();

/** The connection a transaction runs on. @throws when the transaction is over */
export function clientOf(tx: Tx): Sql {
  const client = clients.get(tx);
  if (!client) throw new Error("This is no transaction that inWorkspace began.");
  return client();
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
const MODES: Record<Mode, string> = { write: "read write", read: "read only" };

/**
 * One transaction with `dealdesk.workspace` set to `scope`, which must be safe inside quotes. It costs one round trip
 * besides the work's own, for the commit: the beginning travels with the first statement. One that only reads costs none.
 */
export async function runTransaction<T>(
  pool: ConnectionPool,
  scope: string,
  mode: Mode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const connection = await pool.acquire();
  const { client } = connection;
  const loss = Promise.withResolvers<never>();
  // Most of the time nobody waits for it.
  loss.promise.catch(() => {});
  connection.onLoss.add(loss.reject);
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
  clients.set(tx, () => {
    const reason = whyNot();
    if (reason) throw new Error(reason);
    return client;
  });
  // Not awaited: statements are answered in order, and if this one fails the scope is not set,
  // in which case row-level security shows nothing and refuses every write.
  const begun = client
    .unsafe(`begin ${MODES[mode]}; set local dealdesk.workspace = '${scope}'`)
    .execute();
  let whyNotBegun: unknown;
  begun.catch((error: unknown) => {
    whyNotBegun = error;
  });
  try {
    const result = await Promise.race([work(tx), loss.promise]);
    await Promise.race([begun, loss.promise]);
    over = true;
    if (mode === "read") {
      // There is nothing it could save. Whoever gets this connection next is behind it in line.
      client.unsafe("commit").catch(() => {});
      return result;
    }
    const { command } = await Promise.race([client.unsafe("commit"), loss.promise]);
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
      await Promise.race([client.unsafe("rollback"), loss.promise]).catch(() => {});
    // "connection refused" says more than that it was lost.
    throw connection.isLost ? (whyNotBegun ?? error) : error;
  } finally {
    connection.onLoss.delete(loss.reject);
    pool.release(connection);
  }
}
