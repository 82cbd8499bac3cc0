import type { Effect, Engine } from "../engine/engine.ts";
import { isLoading, type Seen, seenOf } from "./seen.ts";

/** How to wait for what an act shows. */
export type Waiting = {
  /** Passes over what is not yet meant; by default, over messages the bot sends by itself. */
  until?: (seen: Seen) => boolean;
};

/** Looks over a person's shoulder from before the act on, so that nothing shown early is missed. */
export type Watch = {
  /** The first thing seen that is meant; null when the time is up. */
  first(waiting: Waiting): Promise<Seen | null>;
  stop(): void;
};

/** What an effect shows is the same for all who watch it, so it is looked at once however many do. */
const looked = new WeakMap<Effect, Seen | null>();

function lookAt(engine: Engine, effect: Effect): Seen | null {
  const before = looked.get(effect);
  if (before !== undefined) return before;
  const seen = seenOf(engine, effect);
  looked.set(effect, seen);
  return seen;
}

// What the bot sends by itself carries metadata: news of an earlier act may arrive at any time and answers nothing.
function isAnswer(seen: Seen): boolean {
  return !seen.message?.metadata;
}

/** Starts to watch what one person can see. */
export function watch(engine: Engine, user: string): Watch {
  const seen: Seen[] = [];
  let tell: (what: Seen) => void = () => {};
  const note = (effect: Effect) => {
    if (!effect.audience.includes(user)) return;
    const what = lookAt(engine, effect);
    if (!what) return;
    seen.push(what);
    tell(what);
  };
  engine.watchers.add(note);
  const stop = () => engine.watchers.delete(note);
  return {
    first({ until = isAnswer }) {
      const isMeant = (what: Seen) => !isLoading(what) && until(what);
      return new Promise((resolve) => {
        const already = seen.find(isMeant);
        if (already) return resolve(already);
        const timer = setTimeout(() => {
          tell = () => {};
          // Better a modal that still says "Loading" than nothing.
          resolve(seen.find(until) ?? null);
        }, engine.times.driverMs);
        tell = (what) => {
          if (!isMeant(what)) return;
          clearTimeout(timer);
          stop();
          resolve(what);
        };
      });
    },
    stop,
  };
}

/**
 * Does an act and waits for the first thing it shows.
 * @throws Error with the log since the act, when it failed or nothing was shown in time
 */
export async function seeAfter(
  engine: Engine,
  user: string,
  what: string,
  act: () => Promise<void>,
  waiting: Waiting,
): Promise<Seen> {
  const since = engine.log.last;
  const watching = watch(engine, user);
  try {
    const [seen] = await Promise.all([watching.first(waiting), act()]);
    if (seen) return seen;
  } catch (error) {
    throw failure(engine, `${what}: ${error instanceof Error ? error.message : error}`, since);
  } finally {
    watching.stop();
  }
  throw failure(engine, `${what} showed nothing in ${engine.times.driverMs} ms.`, since);
}

/** An error that says what passed since a moment. */
export function failure(engine: Engine, what: string, since: number): Error {
  return new Error(`${what}\nWhat passed:\n${engine.log.tail(25, since) || "  nothing"}`);
}
