import { expect, test } from "vitest";
import { historyWords } from "../../../../src/features/deals/views/history-words.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const reader = {
  now: new Date("2026-11-20T14:00:00Z"),
  today: asDay("2026-11-20"),
  timeZone: "Europe/London",
  names: new Map([[4, "Cat Engineer"]]),
};
type Changed = Record<string, unknown> | null;

test.each<[action: string, subject: string, before: Changed, after: Changed, told: string]>([
  [
    "deal.edited",
    "deal",
    { stage: "lead", contactId: null, probability: 10 },
    { stage: "qualified", contactId: 8, probability: 30 },
    "Lead → Qualified, contact added",
  ],
  ["deal.assigned", "deal", { seId: null }, { seId: 4 }, "Assigned to Cat Engineer"],
  ["deal.assigned", "deal", { seId: 4 }, { seId: null }, "Assigned to nobody"],
  ["deal.noted", "deal", {}, { note: "Jane wants two years" }, "“Jane wants two years”"],
  [
    "deal.requirement_added",
    "deal",
    null,
    { category: "security", requirement: "Single sign-on" },
    "Requirement added: security, “Single sign-on”",
  ],
  [
    "deal.deliverable_shared",
    "deal",
    null,
    { channelId: "C1", deliverable: "solution_proposal" },
    "Deliverable shared: solution proposal",
  ],
  [
    "deal.solution_proposed",
    "deal",
    null,
    { id: "category:security", weeks: 2, effort: "S", solution: "A workshop" },
    "Solution proposed: 2 weeks, effort S, “A workshop”",
  ],
  [
    "demo.requested",
    "demo",
    null,
    { title: "Platform", minutes: 60, skills: [], features: ["SSO"], description: null },
    "demo_7 requested: 60 minutes, “Platform”",
  ],
  [
    "demo.scheduled",
    "demo",
    { endsAt: null, status: "assigned", startsAt: null },
    { endsAt: "2026-11-20T17:00:00Z", status: "scheduled", startsAt: "2026-11-20T16:00:00Z" },
    "demo_7 scheduled: today 16:00",
  ],
  [
    "poc.graded",
    "poc",
    { n: 1, note: null, grade: "not_tested", evidenceUrl: null },
    { n: 1, note: null, text: "User acceptance", grade: "met", evidenceUrl: null },
    "poc_7 graded: met, “User acceptance”",
  ],
  [
    "contract.sent",
    "contract",
    { sentAt: null, sentBy: null, status: "approved" },
    { sentAt: "2026-11-18T16:03:00Z", sentBy: 3, status: "sent" },
    "contract_7 sent",
  ],
  [
    "contract.signed",
    "contract",
    { signedOn: null, signedByUs: null, signedFileUrl: null },
    { signedOn: "2026-11-18", signedByUs: "Bea", signedFileUrl: "https://sign.example/1" },
    "contract_7 signed: on 18 Nov, by us Bea",
  ],
  [
    "contract.prepared",
    "contract",
    null,
    {
      sla: "99.5",
      value: { minor: 6800000, currency: "EUR" },
      payment: "net_30",
      termMonths: 12,
      customTerms: null,
    },
    "contract_7 prepared: SLA 99.5, value 68,000 EUR, payment net 30, 12 months",
  ],
  ["demo.edited", "demo", { skills: [] }, { skills: ["SAP"] }, "demo_7 edited: skills changed"],
  [
    "deal.edited",
    "deal",
    { nextStepDate: "2026-11-19" },
    { nextStepDate: null },
    "Edited: next step date removed",
  ],
])("%s of a %s, %j → %j, is told as “%s”", (action, subject, before, after, told) => {
  const line = { at: reader.now, actorName: "Bea", subjectId: "7", reason: null };
  expect(historyWords({ ...line, action, subject, before, after }, reader)).toBe(told);
});

test("a reason stands behind what it is the reason of", () => {
  const line = { at: reader.now, actorName: "Bea", subject: "approval", subjectId: "3" };
  const refused = { ...line, action: "approval.rejected", before: null, after: null };
  expect(historyWords({ ...refused, reason: "Too much" }, reader)).toBe(
    "approval_3 rejected (Too much)",
  );
});
