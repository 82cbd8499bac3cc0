import type { Day } from "../../../kernel/dates.ts";

/** The ways in which a need is found out. */
export const METHODS = ["call", "assessment", "gathering"] as const;
export type Method = (typeof METHODS)[number];

/** One time discovery was done on a deal. */
export type Activity = {
  id: number;
  method: Method;
  heldOn: Day;
  notes: string | null;
  authorName: string | null;
};

const NAMES: Readonly<Record<Method, string>> = {
  call: "Discovery call",
  assessment: "Technical assessment",
  gathering: "Requirements gathering",
};

/** The method as people read it. */
export function methodName(method: Method): string {
  return NAMES[method];
}
