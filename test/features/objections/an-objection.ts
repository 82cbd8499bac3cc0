import type { Objection } from "../../../src/features/objections/domain/objection.ts";
import { asDay } from "../../../src/kernel/dates.ts";

export const NOW = new Date("2026-11-18T14:00:00Z");
const EARLIER = new Date("2026-11-18T13:56:00Z");

/** An objection on the price; what its status says was done is done, four minutes ago. */
export function anObjection(over: Partial<Objection> = {}): Objection {
  const status = over.status ?? "open";
  const answered = status !== "open";
  const settled = status === "resolved" || status === "unresolved";
  return {
    id: 9,
    dealId: 1,
    text: "Your price is double theirs.",
    saidBy: null,
    type: "pricing",
    severity: "high",
    rootCause: null,
    status,
    competitor: null,
    source: null,
    followUp: settled ? null : { text: "Call", date: asDay("2026-11-20"), personId: 1 },
    loggedBy: 1,
    createdAt: EARLIER,
    answeredBy: answered ? 1 : null,
    answeredAt: answered ? EARLIER : null,
    settledBy: settled ? 4 : null,
    settledAt: settled ? EARLIER : null,
    resolutionNote: null,
    version: 1,
    ...over,
  };
}
