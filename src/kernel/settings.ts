import { z } from "zod";

/** The settings of a workspace and their defaults: an empty object is a whole set of settings. */
export const settingsSchema = z.object({
  /** ISO 4217; amounts written without a currency are in it. */
  baseCurrency: z.string().length(3).default("EUR"),
  /** Everyone in sales sees all deals; otherwise only a deal's team, its managers and those added to it. */
  salesSeeAllDeals: z.boolean().default(true),
  /** The Slack channel that reads of won deals; null for none. */
  winsChannel: z.string().nullable().default(null),
  risk: z
    .object({
      /** A deal on which nothing happened for this many days is at risk. */
      quietDays: z.number().int().min(1).default(14),
      /** Days in one stage after which a deal counts as stalled, by stage. */
      stalledDays: z.record(z.string(), z.number().int().min(1)).default({
        lead: 21,
        qualified: 21,
        discovery: 30,
        solution_design: 30,
        demo: 21,
        proposal: 21,
        negotiation: 30,
      }),
      /** Moving the close date back this often is a risk. */
      closeDatePushes: z.number().int().min(1).default(3),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
