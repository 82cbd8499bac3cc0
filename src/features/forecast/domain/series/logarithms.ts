import type { Continuation } from "./aggregation.ts";
import { at, mean } from "./statistics.ts";

/** Mean change from step to step, on logarithms, above which a forecast on logarithms would be too low for a sum. */
const RESTLESS = 0.35;
/** Added to the logarithms of a series of mean 1: the size at which methods that start from zero were tried (values about 1,000). */
const LIFT = 7;

/**
 * True where a series may be forecast on logarithms: all above zero and calm. The way back gives a median, and for restless
 * bookings the median is well below the mean that a quota needs.
 */
export function takesLogarithms(values: readonly number[]): boolean {
  if (!values.every((value) => value > 0)) return false;
  const changes = values
    .slice(1)
    .map((value, step) => Math.abs(Math.log(value / at(values, step))));
  return mean(changes) <= RESTLESS;
}

/** Runs a continuation on logarithms where the series takes them, and as it is where not. */
export function onLogarithms(continuation: Continuation): Continuation {
  return (values, horizon) => {
    if (!takesLogarithms(values)) return continuation(values, horizon);
    const lifted = values.map((value) => Math.log(value) + LIFT);
    return continuation(lifted, horizon).map((value) => Math.exp(value - LIFT));
  };
}
