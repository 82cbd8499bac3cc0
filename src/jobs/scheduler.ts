import { createTask } from "node-cron";
import type { Logger } from "pino";
import { messageOf } from "../kernel/errors.ts";
import type { JobData, JobKind } from "./define-job.ts";
import type { Jobs } from "./queue.ts";

/** Work that comes round with the clock: one job for each workspace at each tick. */
export type Schedule<Data extends JobData> = {
  /** Part of each job's key: two schedules must not share it. */
  name: string;
  /** Five fields, or six with seconds first. */
  cron: string;
  /** IANA zone the fields are meant in. */
  timeZone: string;
  job: JobKind<Data>;
  /** Its jobs set themselves for the moments that matter: a clock that is moved stops there, and not at every tick on its way. */
  setsItself?: true | undefined;
  /** The job's data for this workspace and tick. */
  data(workspaceId: string, slot: Date): Data;
};

/** When a workspace is tidied up; the job of it is in app.ts. */
export const NIGHTLY = { name: "housekeeping", cron: "17 3 * * *", timeZone: "UTC" } as const;

/** What a scheduler needs: the queue, and who there is to work for. */
export type SchedulerDeps = {
  jobs: Jobs;
  log: Logger;
  workspaces(): Promise<readonly string[]>;
};

/**
 * Enqueues the jobs of one tick. Every process does it at every tick, and the key makes one job of them.
 * @param slot the moment the tick stands for, not the moment it is enqueued.
 */
export async function enqueueSlot<Data extends JobData>(
  deps: SchedulerDeps,
  schedule: Schedule<Data>,
  slot: Date,
): Promise<void> {
  for (const workspaceId of await deps.workspaces())
    await deps.jobs.enqueueNow(schedule.job, schedule.data(workspaceId, slot), {
      key: `${schedule.name} ${slot.toISOString()}`,
    });
}

/**
 * Starts ticking. Ticks missed while the process was down are not made up for: jobs must ask what is due, not
 * what just became due.
 */
export function schedule<Data extends JobData>(
  deps: SchedulerDeps,
  entry: Schedule<Data>,
): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const task = createTask(
    entry.cron,
    ({ date }) => {
      const slot = new Date(date);
      slot.setMilliseconds(0);
      const tick = enqueueSlot(deps, entry, slot).catch((error: unknown) =>
        deps.log.error({ schedule: entry.name, err: error }, messageOf(error)),
      );
      running.add(tick);
      return tick.finally(() => running.delete(tick));
    },
    { timezone: entry.timeZone, name: entry.name, suppressMissedWarning: true },
  );
  void task.start();
  return {
    async stop() {
      await task.destroy();
      await Promise.all(running);
    },
  };
}
