import { z } from "zod";
import { ROLES } from "./access.ts";

/** Somebody a policy names: people of a role in the owner's management line, people of a role anywhere, or one person. */
const approver = z.union([
  z.object({ role: z.enum(ROLES), inLine: z.boolean().default(false) }),
  z.object({ personId: z.number().int().positive() }),
]);

/** Who decides: the first answer counts, or all of them must agree. */
const decidedBy = z.object({
  approvers: z.array(approver).min(1),
  agree: z.enum(["first", "all"]).default("first"),
});
export type ApprovalRule = z.infer<typeof decidedBy>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

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
      /** Days in the stage demo after which a deal without a demo is at risk. */
      demoMissingDays: z.number().int().min(0).default(7),
      /** Hours for which a discount may wait for its decision before that is a risk. */
      discountWaitingHours: z.number().int().min(1).default(24),
      /** Stages in which knowing only one person at the account is a risk. */
      singleContactStages: z.array(z.string()).default(["negotiation"]),
    })
    .prefault({}),
  /** Work a stage asks for besides what its own gate lets people fill in. */
  extraGates: z
    .partialRecord(
      z.enum(["proposal", "negotiation", "closed_won"]),
      z.array(
        z.enum([
          "demo_delivered",
          "poc_accepted",
          "objections_answered",
          "quote_sent",
          "contract_signed",
        ]),
      ),
    )
    .default({ negotiation: ["quote_sent"], closed_won: ["contract_signed"] }),
  /** What happens by itself when a deal enters a stage. No stage moves by itself. */
  stageActions: z
    .object({
      /** Entering the proposal drafts a quote, once. */
      autoQuote: z.boolean().default(true),
      /** Entering the negotiation prepares a contract, once. */
      autoContract: z.boolean().default(true),
      /** A deal that closes ends what still waits on it: requests for approval, drafts, reminders. */
      tidyWhenClosed: z.boolean().default(true),
      /** A won deal is announced in the wins channel, if there is one. */
      announceWins: z.boolean().default(true),
      /** Who loses a deal is asked for loss notes. */
      askLossNotes: z.boolean().default(true),
    })
    .prefault({}),
  /** What one unit of a foreign currency is worth in the base currency, as decimal text: { USD: "0.92" }. */
  exchangeRates: z
    .record(z.string().length(3), z.coerce.string().regex(/^\d{1,9}(\.\d{1,9})?$/))
    .default({}),
  lead: z
    .object({
      /** Where each kind of lead goes; the first rule that fits decides. A rule without conditions fits all. */
      assignment: z
        .array(
          z.object({
            /** "owns DACH": what the person is told. */
            name: z.string().min(1).max(80),
            segments: z.array(z.string()).default([]),
            countries: z.array(z.string()).default([]),
            industries: z.array(z.string()).default([]),
            /** Whose leads these are; empty for all account executives. */
            personIds: z.array(z.number().int().positive()).default([]),
            teamId: z.number().int().positive().nullable().default(null),
          }),
        )
        .default([]),
      /** Open deals and leads a rep carries at most. */
      capacity: z.number().int().min(1).default(30),
      /** Minutes after which who was given a lead is reminded, and after which somebody else gets it. */
      nudgeAfterMinutes: z.number().int().min(1).default(15),
      reassignAfterMinutes: z.number().int().min(1).default(60),
      /** Score from which a lead counts as marketing qualified, and as sales qualified. */
      mqlScore: z.number().int().min(0).max(100).default(40),
      sqlScore: z.number().int().min(0).max(100).default(70),
      /** What a deal is estimated at when there is no history: whole units of the base currency, and days. */
      defaultAmount: z.number().int().min(0).default(10_000),
      defaultCycleDays: z.number().int().min(1).default(90),
    })
    .prefault({}),
  quote: z
    .object({
      /** For how many days a sent quote holds. */
      validDays: z.number().int().min(1).max(365).default(30),
      /** A discount over this share of the list total is refused, whoever asks. */
      maxDiscountPercent: z.number().min(0).max(100).default(20),
      /** Any discount needs approval from this list total on; whole units of the base currency. */
      approvalFrom: z.number().int().min(0).default(10_000),
      /**
       * Lines the catalogue has no price for, where there is a catalogue: `below_amount` needs approval when a quote with such a
       * line comes to less than the deal's amount, `approval` always from `approvalFrom` on, `allowed` never.
       */
      unlistedLines: z.enum(["below_amount", "approval", "allowed"]).default("below_amount"),
    })
    .prefault({}),
  approval: z
    .object({
      discount: decidedBy.prefault({ approvers: [{ role: "manager", inLine: true }] }),
      gateOverride: decidedBy.prefault({ approvers: [{ role: "manager", inLine: true }] }),
      legalReview: decidedBy.prefault({ approvers: [{ role: "legal" }] }),
      /** Hours until who has not answered is reminded, until their own manager may decide too, and until the request ends. */
      remindAfterHours: z.number().int().min(1).default(4),
      escalateAfterHours: z.number().int().min(1).default(24),
      expireAfterHours: z.number().int().min(1).default(72),
    })
    .prefault({}),
  contract: z
    .object({
      /** How long a contract runs unless somebody says otherwise. */
      termMonths: z.number().int().min(1).max(120).default(12),
    })
    .prefault({}),
  /** When people work unless they say otherwise, each in their own zone; 1 is Monday. */
  workingHours: z
    .object({
      days: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
      from: timeOfDay.default("09:00"),
      to: timeOfDay.default("18:00"),
    })
    .refine((hours) => hours.from < hours.to, "the working day must end after it begins")
    .prefault({}),
  /** When the bot writes to people by itself, where they say nothing else; by their own clocks. */
  notifications: z
    .object({
      /** Messages a person gets in an hour; what is beyond becomes one summary at its end. */
      perHour: z.number().int().min(1).max(1000).default(12),
      /** From when to when nothing is sent; the same time twice for no quiet hours. */
      quietFrom: timeOfDay.default("20:00"),
      quietTo: timeOfDay.default("08:00"),
    })
    .prefault({}),
  demo: z
    .object({
      /** How long a demo takes unless somebody says otherwise. */
      minutes: z.number().int().min(15).max(480).default(60),
      /** How long before a demo its sales engineer is kept free to prepare it. */
      preparationHours: z.number().min(0).max(8).default(2),
      /** Where the demo environment is asked to refresh itself every day; null for nowhere. */
      refreshUrl: z.string().nullable().default(null),
    })
    .prefault({}),
  poc: z
    .object({
      maxFeatures: z.number().int().min(1).default(5),
      maxIntegrations: z.number().int().min(0).default(3),
      maxUsers: z.number().int().min(1).default(10),
      /** Weeks from the scoping to the start. */
      startsInWeeks: z.number().int().min(0).default(1),
      /** How long a proof of concept runs. */
      weeks: z.number().int().min(1).default(4),
    })
    .prefault({}),
  digest: z
    .object({
      /** For how many hours after its time a digest that was missed is still sent. */
      graceHours: z.number().int().min(1).max(12).default(2),
      /** When people get their morning message unless they say otherwise, each in their own zone. */
      morningAt: timeOfDay.default("08:30"),
    })
    .prefault({}),
  forecast: z
    .object({
      /**
       * How much each method counts in the hybrid where all are equally sure. Where one has no answer, the others share its weight.
       */
      weights: z
        .object({
          pipeline: z.number().min(0).default(0.3),
          trend: z.number().min(0).default(0.2),
          seasonal: z.number().min(0).default(0.2),
          ml: z.number().min(0).default(0.3),
        })
        .refine((weights) => Object.values(weights).some((weight) => weight > 0), "one must count")
        .prefault({}),
      /** Lets a method count for less, down to nothing, where it is less sure of a forecast than the others. */
      weighBySureness: z.boolean().default(true),
      /** Learns the weights from how the methods did in the past, instead of taking those above. */
      learnWeights: z.boolean().default(false),
      /** Whole months (or quarters) of bookings that trend and seasonal need. */
      minPeriods: z.number().int().min(4).default(12),
      /** A season is 12 months, or 4 quarters. */
      seasonalPeriod: z.union([z.literal(4), z.literal(12)]).default(12),
      /** Tells managers when the forecast moved by more than this share since the last weekly snapshot; null never does. */
      varianceAlert: z.number().min(0.01).max(1).nullable().default(0.1),
      /** The chance with which the outcome falls into the likely range. */
      intervalLevel: z.number().min(0.5).max(0.99).default(0.8),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
