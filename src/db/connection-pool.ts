import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Options, type Sql } from "postgres";
import { ARRAY_TYPES } from "./array-types.ts";

/** One connection, lent to one transaction at a time. Once lost it is of no more use. */
export type Connection = {
  client: Sql;
  isLost: boolean;
  /**
   * Called when the connection is lost: statements then may wait for ever. No promise that lives as long as the connection,
   * because it would keep the result of every transaction that was ever raced with it.
   */
  onLoss: Set<(error: Error) => void>;
};

export type ConnectionPool = {
  /** Waits for a free connection; 30 s at most. */
  acquire(): Promise<Connection>;
  release(connection: Connection): void;
  close(): Promise<void>;
};

const ACQUIRE_TIMEOUT_MS = 30_000;

/**
 * A pool of postgres.js clients with one connection each.
 *
 * The pool inside postgres.js is not used: `reserve()` goes on writing to a socket that is gone when a
 * connection drops between two statements (an uncaught TypeError), or to one that reconnected without
 * the transaction; and `begin()` waits for a round trip before the first statement. Its clients are not used
 * again after a loss either: they carry what was left of the old connection's last answer into the next.
 */
export function openPool(
  url: string,
  options: { max: number; connection: NonNullable<Options<never>["connection"]> },
): ConnectionPool {
  const all = new Set<Connection>();
  // The last one given back is lent first: its statements are prepared and its caches are warm.
  const idle: Connection[] = [];
  const waiting: PromiseWithResolvers<Connection>[] = [];
  let closing: Promise<void> | undefined;
  let drained: (() => void) | undefined;

  const open = () => {
    const connection = connect(url, options.connection);
    all.add(connection);
    return connection;
  };

  const discard = (connection: Connection) => {
    all.delete(connection);
    void connection.client.end({ timeout: 0 });
  };

  const takeIdle = (): Connection | undefined => {
    for (;;) {
      const connection = idle.pop();
      if (!connection?.isLost) return connection;
      discard(connection);
    }
  };

  return {
    async acquire() {
      if (closing !== undefined) throw new Error("The database is closed.");
      const connection = takeIdle() ?? (all.size < options.max ? open() : undefined);
      if (connection) return connection;
      const turn = Promise.withResolvers<Connection>();
      waiting.push(turn);
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1);
        turn.reject(
          new Error(
            `No database connection became free in ${ACQUIRE_TIMEOUT_MS / 1000} s: all ${options.max} are in transactions. A transaction opened inside another one waits for itself.`,
          ),
        );
      }, ACQUIRE_TIMEOUT_MS);
      return turn.promise.finally(() => clearTimeout(timer));
    },

    release(connection) {
      if (connection.isLost) discard(connection);
      else idle.push(connection);
      const next = waiting.shift();
      if (next) next.resolve(takeIdle() ?? open());
      if (idle.length === all.size) drained?.();
    },

    close() {
      closing ??= (async () => {
        for (const turn of waiting.splice(0)) turn.reject(new Error("The database is closed."));
        if (idle.length < all.size)
          await new Promise<void>((resolve) => {
            drained = resolve;
          });
        await Promise.all([...all].map(({ client }) => client.end({ timeout: 5 })));
      })();
      return closing;
    },
  };
}

function connect(url: string, connection: NonNullable<Options<never>["connection"]>): Connection {
  const opened: Connection = {
    isLost: false,
    onLoss: new Set(),
    client: postgres(url, {
      max: 1,
      connection,
      // Asked of the server at each connect, in a promise nobody holds: a drop right then would end the process.
      fetch_types: false,
      types: ARRAY_TYPES,
      // Both would end a connection in the middle of a transaction, since postgres.js can't know of it.
      idle_timeout: 0,
      max_lifetime: 0,
      onnotice: () => {},
      onclose: () => {
        opened.isLost = true;
        for (const tell of opened.onLoss)
          tell(new Error("The connection to the database was lost."));
      },
    }),
  };
  // drizzle() makes its client return dates and JSON as text, which is what drizzle's columns read.
  drizzle(opened.client);
  return opened;
}
