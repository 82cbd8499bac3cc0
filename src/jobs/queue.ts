import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Tx } from "../db/client.ts";
import { afterCommit } from "../db/transaction.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { type BatchWorker, startBatchWorker } from "./batch-worker.ts";
import type { JobData, JobDefinition, JobKind } from "./define-job.ts";
import { queueClock, restoreClock } from "./queue-clock.ts";
import { runJob } from "./run-job.ts";

export type EnqueueOptions = {
  /** A second job of the same kind, workspace and key is not made while the first is remembered: a week after it ended. */
  key?: string | undefined;
  /** A moment on the database's clock, or seconds from now. */
  startAfter?: Date | number | undefined;
  /** Done before other jobs of its kind. */
  isUrgent?: boolean | undefined;
};

/** Work that is done later, by any process on this database, at least once. */
export type Jobs = {
  /** Puts a job in the queue with this transaction: it exists when the transaction commits, and never if not. */
  enqueue<Data extends JobData>(
    tx: Tx,
    kind: JobKind<Data>,
    data: Data,
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Puts a job in the queue by itself. Inside a transaction use `enqueue`. */
  enqueueNow<Data extends JobData>(
    kind: JobKind<Data>,
    data: Data,
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Does these jobs from now on, in this process. */
  work<D>(definitions: readonly JobDefinition<never, D>[], deps: D): Promise<void>;
  /** Makes the queue's own tables, if need be, and connects. The other methods do it when they have to. */
  start(): Promise<void>;
  /**
   * Resolves when none of this process's kinds of jobs is due or running, or after `atMostMs`. What became due because
   * the queue's clock was moved runs first.
   */
  idle(atMostMs?: number): Promise<void>;
  /** When the first job of this process's kinds is due that is due after `from` and not after `to`; null when there is none. */
  nextDue(from: Date, to: Date): Promise<Date | null>;
  /** Puts a job from `listFailedJobs` back in the queue; false when it is no longer there. */
  retryFailed(workspaceId: string, id: string): Promise<boolean>;
  /** Takes no more jobs, waits for those that run (20 s at most, then they are tried again later), closes. */
  stop(): Promise<void>;
};

/** Where jobs go after their last try. */
export const DEAD_LETTERS = "dead-letters";

const SCHEMA = "pgboss";
const STOP_TIMEOUT_MS = 20_000;
const DAY_SECONDS = 86_400;

/**
 * The queue on PostgreSQL, by pg-boss. It connects with the url's own user, past row-level security.
 * @param options.clock one that people move, as in the sandbox and in tests; the database's own when left out.
 */
export function createJobs(options: { url: string; log: Logger; clock?: Clock | undefined }): Jobs {
  const { url, log, clock } = options;
  const moved = clock ? queueClock(clock) : null;
  // Between two moves of the clock the queue's own goes on with the machine's: a job for now would wait until ours is there. One
  // that was moved and not followed yet is ahead of the queue's: then the queue's counts.
  const earliest = () => {
    const now = clock?.now();
    return now && moved && now.getTime() < moved.now() ? now : undefined;
  };
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: "dealdesk jobs",
    max: 4,
    schedule: false,
    ...(moved && { clock: moved }),
  });
  // Without a listener an error event ends the process.
  boss.on("error", (error) => log.error({ err: error }, "The job queue reported an error"));
  boss.on("warning", (warning) => log.warn({ warning }, "The job queue reported a warning"));

  const workers = new Map<string, string[]>();
  const batchWorkers = new Map<string, BatchWorker>();
  const queues = new Map<string, Promise<void>>();
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  const start = () => {
    starting ??= (async () => {
      await boss.start();
      const executeSql = (text: string) => boss.getDb().executeSql(text);
      await (moved ? moved.begin(executeSql, SCHEMA) : restoreClock(executeSql, SCHEMA));
      for (const { name } of await boss.getQueues()) queues.set(name, Promise.resolve());
      await ensureQueue(DEAD_LETTERS, {
        retentionSeconds: 90 * DAY_SECONDS,
        deleteAfterSeconds: 90 * DAY_SECONDS,
      });
    })();
    return starting;
  };

  const ensureQueue = (name: string, options: Parameters<PgBoss["createQueue"]>[1]) => {
    const made = queues.get(name) ?? boss.createQueue(name, options);
    queues.set(name, made);
    return made;
  };

  const wake = (name: string) => {
    for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
    batchWorkers.get(name)?.wake();
  };

  const send = async <Data extends JobData>(
    tx: Tx | undefined,
    kind: JobKind<Data>,
    data: Data,
    options: EnqueueOptions,
  ) => {
    await start();
    await ensureQueue(kind.name, { deadLetter: DEAD_LETTERS });
    const stored = kind.store(data);
    const { retryLimit, retryDelay, retryDelayMax, expireSeconds } = kind.options;
    const startAfter = options.startAfter ?? earliest();
    await boss.send(kind.name, stored, {
      // With each job, not with the queue: a changed definition holds for the next job without a migration.
      retryLimit,
      retryDelay,
      ...(retryDelay > 0 && { retryBackoff: true, retryDelayMax }),
      expireInSeconds: expireSeconds,
      deadLetter: DEAD_LETTERS,
      // pg-boss' own singleton keys hold for a rolling time slot; an id holds as long as the job is kept.
      ...(options.key !== undefined && {
        id: idOf(kind.name, stored.workspaceId, options.key),
      }),
      ...(options.isUrgent && { priority: 1 }),
      ...(startAfter !== undefined && { startAfter }),
      ...(tx && { db: fromDrizzle(tx, sql) }),
    });
  };

  return {
    start,

    async enqueue(tx, kind, data, options = {}) {
      await send(tx, kind, data, options);
      afterCommit(tx, () => wake(kind.name));
    },

    async enqueueNow(kind, data, options = {}) {
      await send(undefined, kind, data, options);
      wake(kind.name);
    },

    async work(definitions, deps) {
      await start();
      for (const definition of definitions) {
        const { name, options } = definition;
        if (workers.has(name)) throw new Error(`The job ${name} is defined twice.`);
        await ensureQueue(name, { deadLetter: DEAD_LETTERS });
        const ids: string[] = [];
        workers.set(name, ids);
        if (options.isBatched) {
          batchWorkers.set(name, startBatchWorker(boss, definition, deps, log));
          continue;
        }
        // One registration for each, since pg-boss tells the id of only the first worker of a group.
        for (let n = 0; n < options.concurrency; n++) {
          const id = await boss.work<unknown, object, PollingOptions>(
            name,
            { ...POLLING, pollingIntervalSeconds: options.pollSeconds },
            async ([job]) => {
              if (!job) return [];
              // Looks for the next job at once: a backlog is not drained at one job per poll.
              wakeSelf();
              return [await runJob(definition, deps, job, log)];
            },
          );
          ids.push(id);
          function wakeSelf() {
            if (id) boss.notifyWorker(id);
          }
        }
      }
    },

    async idle(atMostMs = Number.POSITIVE_INFINITY) {
      await moved?.follow();
      const until = systemClock.now().getTime() + atMostMs;
      while (systemClock.now().getTime() < until) {
        const due = await dueKinds(boss, [...workers.keys()]);
        if (due.length === 0) return;
        // Only those that have something to do: each that is woken asks the database.
        for (const { name, isWaiting } of due) if (isWaiting) wake(name);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },

    async nextDue(from, to) {
      const { rows } = await boss.getDb().executeSql(
        `select min(start_after) as due from ${SCHEMA}.job where name = any($1::text[])
           and state < 'active' and start_after > $2 and start_after <= $3`,
        [[...workers.keys()], from, to],
      );
      const due: unknown = rows[0]?.due;
      return due instanceof Date ? due : due ? new Date(String(due)) : null;
    },

    async retryFailed(workspaceId, id) {
      await start();
      return (await boss.redrive(DEAD_LETTERS, { ids: [id], data: { workspaceId } })) === 1;
    },

    stop() {
      stopping ??= (async () => {
        if (!starting) return;
        await starting;
        const drained = Promise.all([
          ...[...workers.keys()].filter((n) => !batchWorkers.has(n)).map((n) => boss.offWork(n)),
          ...[...batchWorkers.values()].map((worker) => worker.stop()),
        ]);
        let timer: NodeJS.Timeout | undefined;
        const tooLong = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, STOP_TIMEOUT_MS);
        });
        await Promise.race([drained, tooLong]);
        clearTimeout(timer);
        await moved?.end();
        // Drained by us, since pg-boss' own graceful stop looks only every 500 ms. What still runs is failed, to be tried again.
        await boss.stop({ graceful: false });
      })();
      return stopping;
    },
  };
}

type PollingOptions = typeof POLLING & { pollingIntervalSeconds: number };
const POLLING = { includeMetadata: true, perJobResults: true, batchSize: 1 } as const;

/** The kinds that have a job running or due; `isWaiting` when one of them waits to be taken. */
async function dueKinds(boss: PgBoss, names: string[]) {
  const { rows } = await boss.getDb().executeSql(
    `select name, bool_or(state < 'active') as is_waiting from ${SCHEMA}.job where name = any($1::text[])
       and (state = 'active' or (state < 'active' and start_after <= ${SCHEMA}.job_now())) group by name`,
    [names],
  );
  return rows.map((row) => ({ name: String(row.name), isWaiting: row.is_waiting === true }));
}

/** The same UUID for the same key, so that the primary key refuses the second job. */
function idOf(...parts: string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
