import { createTask } from "node-cron";
import type { JobData } from "./define-job.ts";
import { enqueueSlot, type Schedule, type SchedulerDeps } from "./scheduler.ts";

/** Takes part in the moves of a clock that people move: schedules come round at the times they would have. */
export type SlotFollower = {
  /** The ticks after `from`, up to and including `to`. */
  stops(from: Date, to: Date): Date[];
  /** When the next job that waits for its moment is due, if that is after `from` and not after `to`. */
  nextDue(from: Date, to: Date): Promise<Date | null>;
  /** Enqueues the ticks of this moment and does what is due by now. */
  arrive(at: Date): Promise<void>;
};

/** Zones differ by quarters of an hour, so a schedule that names its minute is looked for in these steps. */
const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** Of a schedule that ticks often only the last ticks are made: its jobs ask what is due. */
const MOST_STOPS = 24;
/** Whoever moves the clock by a year does not wait for a year of Mondays. */
const FURTHEST_MS = 35 * 24 * 60 * MINUTE_MS;
/** A job that takes longer goes on while the clock moves. */
const PATIENCE_MS = 10_000;

/** The schedules of a process whose clock is moved by hand. */
export function slotFollower<Data extends JobData>(
  deps: SchedulerDeps,
  schedules: readonly Schedule<Data>[],
): SlotFollower {
  const tasks = schedules.map((schedule) => {
    // Never started: only asked whether a moment is one of its own.
    const task = createTask(schedule.cron, () => {}, { timezone: schedule.timeZone });
    const minute = /^(?:\S+ )?(\d+)(?: \S+){4}$/.exec(schedule.cron)?.[1];
    return { schedule, task, minute: minute === undefined ? null : Number(minute) };
  });

  function ticks(of: (typeof tasks)[number], from: Date, to: Date): Date[] {
    const { task, minute, schedule } = of;
    if (schedule.setsItself) return ends(task, from, to);
    const step = minute === null ? MINUTE_MS : QUARTER_MS;
    const offset = ((minute ?? 0) * MINUTE_MS) % step;
    const earliest = Math.max(from.getTime(), to.getTime() - FURTHEST_MS);
    const found: Date[] = [];
    let at = Math.floor((to.getTime() - offset) / step) * step + offset;
    for (; at > earliest && found.length < MOST_STOPS; at -= step) {
      const date = new Date(at);
      if (task.match(date)) found.push(date);
    }
    return found;
  }

  /** The first tick, at which it sets itself, and the last. */
  function ends(task: { match(date: Date): boolean }, from: Date, to: Date): Date[] {
    const start = Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    const end = Math.floor(to.getTime() / MINUTE_MS) * MINUTE_MS;
    return [...new Set([start, end])]
      .map((at) => new Date(at))
      .filter((at) => at > from && at <= to && task.match(at));
  }

  return {
    stops: (from, to) => tasks.flatMap((each) => ticks(each, from, to)),
    nextDue: (from, to) => deps.jobs.nextDue(from, to),
    async arrive(at) {
      const isMinute = at.getTime() % MINUTE_MS === 0;
      // One after the other, as they stand in the list.
      for (const { schedule, task } of tasks)
        if (isMinute && task.match(at)) await enqueueSlot(deps, schedule, at);
      await deps.jobs.idle(PATIENCE_MS);
    },
  };
}
