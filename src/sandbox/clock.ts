import type { Clock } from "../kernel/clock.ts";

/** Something that must happen at its own time while the clock is moved past it. */
export type ClockFollower = {
  /** The moments after `from`, up to and including `to`, at which the clock shall stop on its way. */
  stops?(from: Date, to: Date): readonly Date[];
  /** The next moment after `from`, up to and including `to`, at which something set for that moment is due; asked anew at each stop. */
  nextDue?(from: Date, to: Date): Promise<Date | null>;
  /** What is due now is done; the clock stands at `at` until this is over. */
  arrive?(at: Date): void | Promise<void>;
};

/** The sandbox's clock: it runs as another clock does, ahead of it by what it was moved. */
export type SandboxClock = Clock & {
  /** How far it is ahead, in milliseconds. */
  readonly offset: number;
  /** Moves ahead, and resolves when what became due on the way is done. */
  forward(ms: number): Promise<void>;
  /** Moves ahead to a moment. @throws RangeError when the moment is past: only a reset goes back. */
  setTo(at: Date): Promise<void>;
  /** Does what became due by itself since the last time, as the clock underneath went on. */
  catchUp(): Promise<void>;
  /** Takes part in every move until the returned function is called. */
  follow(follower: ClockFollower): () => void;
  /** Puts it ahead by exactly this much, back too, as a reset and a restart do. Nobody is told. */
  reset(offset: number): void;
};

/** Of very much that is set for moments between two stops, the rest is done at the second. */
const MOST_DUE = 200;

/** A clock ahead of `base` by `offset` milliseconds. */
export function sandboxClock(base: Clock, offset = 0): SandboxClock {
  let ahead = offset;
  let moving: Promise<void> = Promise.resolve();
  const followers = new Set<ClockFollower>();
  const now = () => new Date(base.now().getTime() + ahead);
  /** Up to when all that was due is done. */
  let seen = now();

  async function stopAt(at: Date): Promise<void> {
    // Time may have passed meanwhile by itself: a stop is never behind.
    ahead += Math.max(0, at.getTime() - now().getTime());
    for (const follower of followers) await follower.arrive?.(at);
  }

  /** Stops at what was set for a moment between the two; what is set on the way is found too. */
  async function stopAtWhatIsDue(from: Date, to: Date): Promise<void> {
    let at = from;
    for (let stops = 0; stops < MOST_DUE; stops++) {
      const found = await Promise.all(
        [...followers].map((follower) => follower.nextDue?.(at, to) ?? null),
      );
      const times = found.flatMap((date) => (date && date > at ? [date.getTime()] : []));
      if (times.length === 0) return;
      at = new Date(Math.min(...times));
      if (at >= to) return;
      await stopAt(at);
    }
  }

  async function pass(to: Date, isMove: boolean): Promise<void> {
    const from = seen;
    const stops = [...followers].flatMap((follower) => follower.stops?.(from, to) ?? []);
    const times = stops.map((each) => each.getTime()).filter((time) => time <= to.getTime());
    if (isMove) times.push(to.getTime());
    // One after the other: what happens at one stop may be what the next one tells of.
    let at = from;
    for (const time of [...new Set(times)].sort((a, b) => a - b)) {
      const next = new Date(time);
      await stopAtWhatIsDue(at, next);
      await stopAt(next);
      at = next;
    }
    if (!isMove) await stopAtWhatIsDue(at, to);
    seen = to;
  }

  async function move(to: Date): Promise<void> {
    if (Number.isNaN(to.getTime())) throw new RangeError("That is no time.");
    if (to < now())
      throw new RangeError("The clock only goes forward. A reset takes it back to today.");
    await pass(to, true);
  }

  /** Two moves at a time would each see the other's stops as past. */
  function queued(work: () => Promise<void>): Promise<void> {
    const done = moving.then(work);
    moving = done.catch(() => {});
    return done;
  }

  return {
    now,
    get offset() {
      return ahead;
    },
    forward: (ms) => queued(() => move(new Date(now().getTime() + ms))),
    setTo: (at) => queued(() => move(at)),
    catchUp: () => queued(() => pass(now(), false)),
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    reset(to) {
      ahead = to;
      seen = now();
    },
  };
}
