import { fillPlaceholders } from "drizzle-orm";
import { PostgresJsPreparedQuery } from "drizzle-orm/postgres-js";
import type { Db, Tx } from "../../src/db/client.ts";

/** One statement as the product sent it; the values are as postgres.js gets them. */
export type Statement = { sql: string; params: unknown[] };
/** A transaction of the product and its statements, in order; begin and commit are not among them. */
export type RecordedTransaction = { scope: string; readOnly: boolean; statements: Statement[] };

/**
 * Listens to what the product sends to its database, so that the floor can't drift away from it. Costs nothing while
 * nobody listens.
 */
export function recorder(db: Db): {
  db: Db;
  /** Runs the work and returns what was sent meanwhile. */
  during(work: () => Promise<unknown>): Promise<RecordedTransaction[]>;
} {
  let recorded: RecordedTransaction[] | null = null;
  let current: Statement[] | null = null;
  const { execute } = PostgresJsPreparedQuery.prototype;
  PostgresJsPreparedQuery.prototype.execute = function (values = {}) {
    const { sql, params } = this.getQuery();
    current?.push({ sql, params: fillPlaceholders(params, values) });
    return execute.call(this, values);
  };
  const listening =
    <T>(scope: string, readOnly: boolean, work: (tx: Tx) => Promise<T>) =>
    async (tx: Tx): Promise<T> => {
      if (!recorded) return work(tx);
      const statements: Statement[] = [];
      recorded.push({ scope, readOnly, statements });
      current = statements;
      try {
        return await work(tx);
      } finally {
        current = null;
      }
    };
  return {
    db: {
      transaction: (scope, work) => db.transaction(scope, listening(scope, false, work)),
      reading: (scope, work) => db.reading(scope, listening(scope, true, work)),
      close: () => db.close(),
    },
    async during(work) {
      const list: RecordedTransaction[] = [];
      recorded = list;
      try {
        await work();
        return list;
      } finally {
        recorded = null;
      }
    },
  };
}
