import { setTimeout as sleep } from "node:timers/promises";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { JobDefinition } from "./define-job.ts";
import { runJob } from "./run-job.ts";

/** Takes many jobs of one kind at a time from the queue, in one process. */
export type BatchWorker = {
  /** Looks at the queue now. */
  wake(): void;
  /** Takes no more; resolves when those that run have ended. */
  stop(): Promise<void>;
};

const BATCH = 100;

/**
 * A worker for jobs that mostly wait. pg-boss' own workers take the next batch only when the last job of this one has
 * ended, so that one slow job holds up all others; here each place that becomes free is filled.
 */
export function startBatchWorker<D>(
  boss: Pick<PgBoss, "fetch" | "complete" | "fail">,
  definition: JobDefinition<never, D>,
  deps: D,
  log: Logger,
): BatchWorker {
  const { name, options } = definition;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let bell = Promise.withResolvers<void>();
  let done: JobWithMetadata<unknown>[] = [];
  let settling: Promise<void> | null = null;

  const wake = () => bell.resolve();

  async function settle(): Promise<void> {
    // What ends while the database writes is written next.
    while (done.length > 0) {
      const jobs = done;
      done = [];
      await boss.complete(name, jobs).catch((error: unknown) => {
        // They will be done again once they expire.
        log.error({ job: name, err: error }, "Jobs that were done could not be noted as done");
      });
    }
    settling = null;
  }

  async function work(job: JobWithMetadata<unknown>): Promise<void> {
    const result = await runJob(definition, deps, { ...job, signal: stopping.signal }, log);
    if (result.status === "completed") {
      done.push(job);
      settling ??= Promise.resolve().then(settle);
      await settling;
    } else {
      await boss.fail(name, job, result.output).catch((error: unknown) => {
        log.error({ job: name, err: error }, "A job that failed could not be noted as failed");
      });
    }
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell = Promise.withResolvers<void>();
      const asked = Math.min(BATCH, options.concurrency - running.size);
      const jobs =
        asked > 0
          ? await boss
              .fetch<unknown>(name, { batchSize: asked, includeMetadata: true })
              .catch((error: unknown) => {
                log.error({ job: name, err: error }, "The queue could not be read");
                return [];
              })
          : [];
      for (const job of jobs) {
        const underWay = work(job).finally(() => {
          running.delete(underWay);
          if (running.size === options.concurrency - 1) wake();
        });
        running.add(underWay);
      }
      if (jobs.length === asked && asked > 0) continue;
      const waiting = new AbortController();
      await Promise.race([
        bell.promise,
        sleep(options.pollSeconds * 1000, undefined, { signal: waiting.signal }).catch(() => {}),
      ]);
      waiting.abort();
    }
  }
  const polling = poll();

  return {
    wake,
    async stop() {
      stopping.abort();
      wake();
      await polling;
      await Promise.all(running);
    },
  };
}
