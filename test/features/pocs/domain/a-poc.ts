import type { By, PocState } from "../../../../src/features/pocs/domain/decision.ts";
import type { Criterion, Grade, Poc } from "../../../../src/features/pocs/domain/poc.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const NOW = new Date("2026-11-18T14:00:00Z");

/** Dan, on a Wednesday. */
export const BY: By = { personId: 7, now: NOW, today: asDay("2026-11-18") };

/** A proof of concept with dates that fit its status. */
export function aPoc(over: Partial<Poc> = {}): Poc {
  const status = over.status ?? "planned";
  const decided = status === "accepted" || status === "rejected";
  return {
    id: 4,
    dealId: 1,
    title: "Sign-on",
    description: null,
    scope: null,
    features: ["Single sign-on"],
    integrations: [],
    users: 5,
    seId: null,
    startsOn: asDay("2026-11-25"),
    endsOn: asDay("2026-12-23"),
    startedAt: status === "planned" ? null : NOW,
    completedAt: decided || status === "completed" ? NOW : null,
    decidedAt: decided ? NOW : null,
    decidedBy: decided ? 3 : null,
    decisionNote: null,
    acceptance: null,
    acceptanceUrl: null,
    requestedBy: 3,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...over,
    status,
  };
}

/** Criteria from grades; a ! in front of one makes it a must-have. */
export function criteriaOf(...grades: (Grade | `!${Grade}`)[]): Criterion[] {
  return grades.map((written, i) => ({
    n: i + 1,
    kind: "own",
    text: `Criterion ${i + 1}`,
    mustHave: written.startsWith("!"),
    grade: written.replace("!", "") as Grade,
    note: null,
    evidenceUrl: null,
    gradedBy: null,
    gradedAt: null,
  }));
}

/** As a rule finds it. */
export const stateOf = (
  poc: Partial<Poc> = {},
  criteria = criteriaOf("!met", "met"),
): PocState => ({ poc: aPoc(poc), criteria, last: "Ann scoped it today 15:00" });
