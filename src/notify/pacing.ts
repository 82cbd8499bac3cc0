/** Keeps to Slack's limit of about one message a second in each channel, with short bursts. */
export type Pacer = {
  /**
   * Milliseconds until the message may go out in its channel. A wait longer than PATIENCE_MS is to be spent
   * elsewhere: the message's turn is kept, and asking again later tells what is left.
   */
  wait(channel: string, message: string): number;
  /** Slack asked for silence in the channel. */
  pause(channel: string, milliseconds: number): void;
};

/** Longer waits are spent in the queue, where they hold up nobody else. */
export const PATIENCE_MS = 1_500;

/** @see https://docs.slack.dev/apis/web-api/rate-limits one message a second and channel, "short bursts of >1 allowed" */
const INTERVAL_MS = 1_000;
const BURST = 3;
const REMEMBERED = 1_000;

/**
 * A pacer of this process; several processes may together be too fast, and Slack's 429 slows them down.
 * @param elapsed milliseconds on a clock that is never set back.
 */
export function createPacer(elapsed: () => number = () => performance.now()): Pacer {
  /** When the channel's turns are taken up to. */
  const taken = new Map<string, number>();
  /** When it is the turn of a message that was told to come back. */
  const turns = new Map<string, number>();

  const takeTurn = (channel: string, now: number) => {
    const until = Math.max(taken.get(channel) ?? 0, now);
    taken.set(channel, until + INTERVAL_MS);
    // A burst may run ahead of the clock.
    return until - (BURST - 1) * INTERVAL_MS;
  };

  return {
    wait(channel, message) {
      const now = elapsed();
      forgetPast(taken, now);
      forgetPast(turns, now);
      const key = `${channel} ${message}`;
      const turn = turns.get(key) ?? takeTurn(channel, now);
      const wait = Math.max(0, turn - now);
      if (wait > PATIENCE_MS) turns.set(key, turn);
      else turns.delete(key);
      return wait;
    },
    pause(channel, milliseconds) {
      const until = elapsed() + milliseconds + (BURST - 1) * INTERVAL_MS;
      taken.set(channel, Math.max(taken.get(channel) ?? 0, until));
    },
  };
}

function forgetPast(times: Map<string, number>, now: number): void {
  if (times.size <= REMEMBERED) return;
  for (const [key, time] of times) if (time < now) times.delete(key);
}
