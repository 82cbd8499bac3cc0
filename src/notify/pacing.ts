import type { Clock } from "../kernel/clock.ts";

/**
 * Keeps to Slack's limit of about one message a second in each channel, with short bursts. Up to when the channel's turns
 * are taken is kept in the database with the lease on the channel, so that all processes share it.
 * @see https://docs.slack.dev/apis/web-api/rate-limits one message a second and channel, "short bursts of >1 allowed"
 */
const INTERVAL_MS = 1_000;
const BURST = 3;

/** Longer waits are spent in the queue. */
export const PATIENCE_MS = 1_500;

/** When a message may go out in a channel, and up to when its turns are taken then. In milliseconds of one clock. */
export function nextTurn(takenUntil: number, now: number): { at: number; takenUntil: number } {
  const turn = Math.max(takenUntil, now);
  // A burst may run ahead of the clock.
  return { at: Math.max(now, turn - (BURST - 1) * INTERVAL_MS), takenUntil: turn + INTERVAL_MS };
}

/** Up to when the turns of a channel are taken that Slack wants silent for a while. */
export function silentUntil(takenUntil: number, now: number, milliseconds: number): number {
  return Math.max(takenUntil, now + milliseconds + (BURST - 1) * INTERVAL_MS);
}

/** Lets at most `most` pieces of work run at a time; the others wait for their turn in order. */
export function createGate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, never free in between.
      if (next) next();
      else free += 1;
    }
  };
}

/**
 * Milliseconds that passed, by the machine or by a clock that people move forward, whichever went further. Never less
 * than before.
 */
export function createElapsed(clock: Clock): () => number {
  let [real, shown, total] = [performance.now(), clock.now().getTime(), 0];
  return () => {
    const [realNow, shownNow] = [performance.now(), clock.now().getTime()];
    total += Math.max(0, realNow - real, shownNow - shown);
    [real, shown] = [realNow, shownNow];
    return total;
  };
}

/** Whether something may be done now that a whole workspace may do only so often. */
export type Meter = {
  /** Milliseconds until it may be done; 0 when it may be done now, which is then counted. */
  spend(workspaceId: string): number;
  /** Slack wants none of it for a while. */
  pause(workspaceId: string, milliseconds: number): void;
};

/**
 * A meter of this process, a little below Slack's 50 edits a minute; several processes may together be too fast, and
 * Slack's answer slows each of them down.
 * @param elapsed milliseconds on a clock that is never set back.
 */
export function createMeter(elapsed: () => number, perMinute = 45, burst = 30): Meter {
  const interval = 60_000 / perMinute;
  const taken = new Map<string, number>();
  return {
    spend(workspaceId) {
      const now = elapsed();
      const until = Math.max(taken.get(workspaceId) ?? 0, now);
      const wait = until - (burst - 1) * interval - now;
      if (wait > 0) return wait;
      taken.set(workspaceId, until + interval);
      return 0;
    },
    pause(workspaceId, milliseconds) {
      const until = elapsed() + milliseconds + (burst - 1) * interval;
      taken.set(workspaceId, Math.max(taken.get(workspaceId) ?? 0, until));
    },
  };
}
