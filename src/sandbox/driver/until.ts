import type { Engine } from "../engine/engine.ts";

/** Waits until something holds; rejects with the log when it does not in time. */
export async function until(
  engine: Engine,
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const since = engine.log.last;
  const deadline = performance.now() + engine.times.driverMs;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(
        `Waited ${engine.times.driverMs} ms for ${what}.\nWhat passed:\n${engine.log.tail(25, since) || "  nothing"}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
