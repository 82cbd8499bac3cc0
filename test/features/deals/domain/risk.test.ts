import { expect, test } from "vitest";
import { RISKS, riskWords } from "../../../../src/features/deals/domain/risk.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const TODAY = asDay("2026-11-18");
const nothing = { closeDate: null, nextStepDate: null, closePushes: 0 };

test.each([
  ["close_date_passed", { closeDate: asDay("2026-11-17") }, "close date passed 1 day ago"],
  ["close_date_passed", { closeDate: asDay("2026-11-04") }, "close date passed 14 days ago"],
  ["pushed", { closePushes: 1 }, "close date pushed 1 time"],
  ["pushed", { closePushes: 3 }, "close date pushed 3 times"],
  ["stalled", {}, "stalled in this stage"],
  ["quiet", {}, "no activity for a while"],
  ["next_step_overdue", { nextStepDate: asDay("2026-11-16") }, "next step overdue by 2 days"],
  ["no_next_step", {}, "no next step"],
] as const)("%s of %j reads “%s”", (risk, facts, words) => {
  expect(riskWords(risk, { ...nothing, ...facts }, TODAY)).toBe(words);
});

test("every risk has words of its own", () => {
  const words = RISKS.map((risk) => riskWords(risk, nothing, TODAY));
  expect(new Set(words).size).toBe(RISKS.length);
});
