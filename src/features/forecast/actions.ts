import { z } from "zod";
import { daySchema } from "../../kernel/dates.ts";
import { defineAction } from "../../slack/action.ts";
import type { Scope } from "../pipeline/index.ts";
import { VIEWS } from "./ask.ts";
import { METHODS } from "./domain/method.ts";
import { FORECAST_PERIODS } from "./domain/period.ts";

const scopeSchema = z.custom<Scope>(
  (value) => typeof value === "string" && /^(mine|team|all|(person|team):\d{1,9})$/.test(value),
);

/** The period of a call. */
export const periodSchema = z.object({ kind: z.enum(FORECAST_PERIODS), startsOn: daySchema });

/** A forecast as its buttons carry it on. */
export const askSchema = periodSchema.extend({ method: z.enum(METHODS), scope: scopeSchema });

/** Every button of forecasts, declared here so that views can draw them; interactions.ts says what they do. */
export const openForecast = defineAction({
  id: "forecast.open",
  permission: "forecast.own",
  value: askSchema.extend({ view: z.enum(VIEWS) }),
});
export const sendForecastCsv = defineAction({
  id: "forecast.csv",
  permission: "forecast.own",
  value: askSchema,
});
export const askCall = defineAction({
  id: "forecast.ask-call",
  permission: "forecast.own",
  value: periodSchema,
});
export const openCalls = defineAction({
  id: "forecast.open-calls",
  permission: "forecast.own",
  value: periodSchema.extend({ scope: scopeSchema }),
});
export const askAdjustment = defineAction({
  id: "forecast.ask-adjustment",
  permission: "forecast.roll_up",
  value: z.object({ p: z.number().int(), k: z.enum(FORECAST_PERIODS), s: daySchema }),
});
