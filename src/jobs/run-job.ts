import type { JobResult, JobWithMetadata } from "pg-boss";
import type { Logger } from "pino";
import { messageOf } from "../kernel/errors.ts";
import { type JobDefinition, PermanentFailure } from "./define-job.ts";

/** Runs one job once, and says what shall become of it: done, tried again, or given up. */
export async function runJob<D>(
  definition: JobDefinition<never, D>,
  deps: D,
  job: JobWithMetadata<unknown>,
  log: Logger,
): Promise<JobResult> {
  const attempt = {
    number: job.retryCount + 1,
    isLast: job.retryCount >= job.retryLimit,
    signal: job.signal,
  };
  try {
    await definition.perform(deps, job.data, attempt);
    return { id: job.id, status: "completed" };
  } catch (error) {
    const about = { job: definition.name, id: job.id, attempt: attempt.number, err: error };
    const output = { message: messageOf(error) };
    if (error instanceof PermanentFailure || attempt.isLast) {
      log.error(about, "A job failed for good");
      return { id: job.id, status: "deadletter", output };
    }
    log.warn(about, "A job failed and will be tried again");
    return { id: job.id, status: "failed", output };
  }
}
