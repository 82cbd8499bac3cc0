import type { Clock as BossClock } from "pg-boss";
import { type Clock, systemClock } from "../kernel/clock.ts";

/** A clock for the queue and its database alike. */
export type QueueClock = BossClock & {
  /** Brings the queue up to a clock that was moved. Does nothing while the database is not there. */
  follow(): Promise<void>;
  /** Makes the database follow too, once the queue's tables are there. */
  begin(executeSql: ExecuteSql, schema: string): Promise<void>;
  /** Gives the database its own time back. */
  end(): Promise<void>;
};

type ExecuteSql = (text: string) => Promise<{ rows: unknown[] }>;

/**
 * Lets jobs be due by a clock that people move, as in the sandbox and in tests: real time, ahead or behind by as much
 * as `clock` was when it was last followed. pg-boss asks its own function `job_now()` for the time, so that function
 * is replaced while the queue runs. pg-boss' TestClock does the same but stands still: workers would never poll.
 *
 * The distance stands in the function's body and not in a table, so that it holds for every session of the database:
 * a job is sent by the transaction that asked for it, over a connection the queue does not know.
 */
export function queueClock(clock: Clock): QueueClock {
  let ahead = 0;
  let write: ((ms: number) => Promise<unknown>) | null = null;
  const follow = async () => {
    ahead = Math.round(clock.now().getTime() - systemClock.now().getTime());
    await write?.(ahead);
  };
  return {
    now: () => systemClock.now().getTime() + ahead,
    setTimeout: (fn, ms) => setTimeout(fn, ms),
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
    setInterval: (fn, ms) => setInterval(fn, ms),
    clearInterval: (handle) => clearInterval(handle as NodeJS.Timeout),
    follow,
    begin(executeSql, schema) {
      write = (ms) => executeSql(jobNow(schema, ms));
      return follow();
    },
    async end() {
      await write?.(0);
      write = null;
    },
  };
}

/** Tells the database's own time again where a process that was killed left another. */
export async function restoreClock(executeSql: ExecuteSql, schema: string): Promise<void> {
  const { rows } = await executeSql(
    `select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = '${schema}' and p.proname = 'job_now' and p.prosrc like '%${MOVED}%'`,
  );
  if (rows.length > 0) await executeSql(jobNow(schema, 0));
}

const MOVED = "+ interval";

function jobNow(schema: string, ms: number): string {
  const moved = ms === 0 ? "" : ` ${MOVED} '${ms} milliseconds'`;
  return `create or replace function ${schema}.job_now() returns timestamp with time zone as
    $$ select pg_catalog.now()${moved}; $$ language sql stable`;
}
