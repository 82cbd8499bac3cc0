/** Where the product reads the time. Everything else is handed `now` or a `Clock`, so that tests and the sandbox can move it. */
export type Clock = { now(): Date };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
