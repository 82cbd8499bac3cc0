import { addMinutes } from "../../../../src/features/demos/domain/calendar.ts";
import type { Demo, DemoStatus } from "../../../../src/features/demos/domain/demo.ts";

/** A Wednesday, 15:00 in Berlin. */
export const NOW = new Date("2026-11-18T14:00:00Z");
/** The afternoon after, 16:00 in Berlin. */
export const THURSDAY = new Date("2026-11-19T15:00:00Z");
export const BERLIN = { now: NOW, timeZone: "Europe/Berlin" };
export const CAT = { id: 3, name: "Cat Engineer" };

/** A demo in a status, with all that the status asks for. */
export function aDemo(status: DemoStatus, over: Partial<Demo> = {}): Demo {
  const isAssigned = status !== "requested";
  const hasTime = ["scheduled", "delivered", "no_show"].includes(status);
  // What was given or missed lies behind.
  const startsAt = status === "scheduled" ? THURSDAY : addMinutes(NOW, -24 * 60);
  return {
    id: 7,
    dealId: 1,
    title: "Platform demo",
    description: null,
    features: [],
    useCases: [],
    skills: [],
    status,
    seId: isAssigned ? CAT.id : null,
    requestedBy: 1,
    preferredAt: null,
    startsAt: hasTime ? startsAt : null,
    endsAt: hasTime ? addMinutes(startsAt, 60) : null,
    minutes: 60,
    preparationMinutes: 120,
    outcome: status === "delivered" ? "success" : null,
    notes: null,
    recordingUrl: null,
    cancelReason: status === "cancelled" ? "on hold" : null,
    isCustomised: false,
    isBranded: false,
    isUseCaseSpecific: false,
    scriptUrl: null,
    createdAt: NOW,
    updatedAt: NOW,
    version: 1,
    ...over,
  };
}
