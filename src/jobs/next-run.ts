import { createTask } from "node-cron";

/** Zones differ by quarters of an hour, so a schedule that names its minute is looked for in these steps. */
const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** A month and a little: nothing is planned less often. */
const FURTHEST_MS = 35 * 24 * 60 * MINUTE_MS;

/** When a schedule ticks next after a moment; null when it does not within 35 days. */
export function nextRun(schedule: { cron: string; timeZone: string }, after: Date): Date | null {
  // Never started: only asked whether a moment is one of its own.
  const task = createTask(schedule.cron, () => {}, { timezone: schedule.timeZone });
  const minute = /^(?:\S+ )?(\d+)(?: \S+){4}$/.exec(schedule.cron)?.[1];
  const step = minute === undefined ? MINUTE_MS : QUARTER_MS;
  const offset = (Number(minute ?? 0) * MINUTE_MS) % step;
  let at = Math.floor((after.getTime() - offset) / step) * step + offset + step;
  for (; at <= after.getTime() + FURTHEST_MS; at += step) {
    const date = new Date(at);
    if (task.match(date)) return date;
  }
  return null;
}
