import fc from "fast-check";
import { addDays, asDay, type Day } from "../../../src/kernel/dates.ts";

/** Zones of both hemispheres' summer times, of none, of odd offsets, and of changes at midnight. */
export const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "America/Santiago",
  "America/St_Johns",
  "America/Havana",
  "Africa/Cairo",
  "Africa/Monrovia",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Asia/Beirut",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
] as const;

export const anyZone = fc.constantFrom(...ZONES);

/** Any day that leaves room to count some years on both sides. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 91_000 })
  .map((n) => addDays(asDay("1925-01-01"), n));

/** Days of the product's own time. */
export const recentDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 7_300 })
  .map((n) => addDays(asDay("2020-01-01"), n));
