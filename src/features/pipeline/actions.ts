import { z } from "zod";
import { daySchema } from "../../kernel/dates.ts";
import { defineAction } from "../../slack/action.ts";
import { RISKS } from "../deals/index.ts";
import { REPORTS, type Scope } from "./domain/report.ts";

const scopeSchema = z.custom<Scope>(
  (value) => typeof value === "string" && /^(mine|team|all|(person|team):\d{1,9})$/.test(value),
);

/** A report as its buttons carry it on. */
const reportSchema = z.object({
  report: z.enum(REPORTS),
  scope: scopeSchema,
  span: z.object({ from: daySchema, to: daySchema, label: z.string().max(100) }).optional(),
});

/** Every button of the pipeline, declared here so that views can draw them; interactions.ts says what they do. */
export const openReport = defineAction({
  id: "pipeline.open",
  permission: "deal.totals",
  value: reportSchema,
});
export const sendCsv = defineAction({
  id: "pipeline.csv",
  permission: "deal.see_all",
  value: reportSchema,
});
export const snoozeAlert = defineAction({
  id: "pipeline.snooze",
  permission: "deal.change",
  value: z.object({ id: z.number().int().positive(), days: z.number().int().min(1).max(366) }),
});
export const callWrong = defineAction({
  id: "pipeline.wrong",
  permission: "deal.change",
  value: z.object({ id: z.number().int().positive(), rule: z.enum(RISKS) }),
});
