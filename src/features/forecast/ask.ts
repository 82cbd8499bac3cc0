import type { Day } from "../../kernel/dates.ts";
import type { Scope } from "../pipeline/index.ts";
import type { Method } from "./domain/method.ts";
import type { ForecastKind } from "./domain/period.ts";

/** The ways to look at a forecast. */
export const VIEWS = ["answer", "rep", "stage", "sure", "deals"] as const;
export type View = (typeof VIEWS)[number];

/** Everything a forecast is asked by: what a button carries on. */
export type Ask = {
  kind: ForecastKind;
  /** The first day of the period. */
  startsOn: Day;
  method: Method;
  scope: Scope;
};
