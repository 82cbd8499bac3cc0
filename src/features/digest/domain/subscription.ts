import type { Day } from "../../../kernel/dates.ts";

/** On which days a digest comes; `workdays` are the working days of the person it is for. */
export const CADENCES = ["daily", "weekdays", "weekly", "monthly", "workdays"] as const;
export type Cadence = (typeof CADENCES)[number];

/** A digest in a channel, or somebody's own morning message. */
export const KINDS = ["digest", "morning"] as const;
export type Kind = (typeof KINDS)[number];

/** `paused` waits for somebody to resume it; `stopped` is over. */
export const SUBSCRIPTION_STATES = ["active", "paused", "stopped"] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

/** What became of a slot: `claimed` while it is written, `sent` once it is handed to delivery, `skipped` with a reason. */
export const SLOT_STATES = ["claimed", "sent", "skipped"] as const;
export type SlotState = (typeof SLOT_STATES)[number];

/** Why a slot was skipped. */
export const SKIP_REASONS = [
  /** No process looked in time. */
  "not_running",
  /** Writing it went wrong until it was too late. */
  "failed",
  "nothing_to_say",
  /** Its owner may not see these deals any more, or they are gone. */
  "not_allowed",
  /** It was paused, changed or stopped meanwhile. */
  "switched_off",
  /** Slack did not take it. */
  "undeliverable",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** When something comes round, by the clocks of one zone. */
export type Rhythm = {
  /** The days of the week it comes on, 1 is Monday; null for one that comes once a month. */
  weekdays: readonly number[] | null;
  /** The day of the month; months that are shorter have it on their last. Null unless it comes once a month. */
  monthday: number | null;
  /** "HH:MM". */
  time: string;
  /** IANA zone. */
  timeZone: string;
};

/** What a subscription says of its days and its hour, before it is known by whose clock. */
export type Plan = {
  cadence: Cadence;
  /** Of a weekly one, 1 (Monday) to 7. */
  weekday: number | null;
  /** Of a monthly one, 1 to 31. */
  monthday: number | null;
  /** "HH:MM". */
  time: string;
};

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** The rhythm of a plan. @param workdays the working days of the person it is for */
export function rhythmOf(plan: Plan, timeZone: string, workdays: readonly number[]): Rhythm {
  const { time } = plan;
  const on = (weekdays: readonly number[]) => ({ weekdays, monthday: null, time, timeZone });
  switch (plan.cadence) {
    case "daily":
      return on(EVERY_DAY);
    case "weekdays":
      return on(MONDAY_TO_FRIDAY);
    case "workdays":
      return on(workdays);
    case "weekly":
      return on([plan.weekday ?? 1]);
    case "monthly":
      return { weekdays: null, monthday: plan.monthday ?? 1, time, timeZone };
  }
}

/** A day of a slot in its zone, with the moment. */
export type Slot = { day: Day; at: Date };
