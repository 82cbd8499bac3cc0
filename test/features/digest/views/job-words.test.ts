import { expect, test } from "vitest";
import { jobWords } from "../../../../src/features/digest/views/job-words.ts";
import { features } from "../../../../src/features/index.ts";
import { sweepJob } from "../../../../src/notify/delivery.ts";
import { DELIVERY } from "../../../../src/notify/notify.ts";

const names = [
  ...features.flatMap((feature) => (feature.jobs ?? []).map(({ name }) => name)),
  sweepJob.name,
  DELIVERY.name,
  "app.housekeeping",
];

test.each(names)("%s is told to admins in words, not by its name", (name) => {
  expect(jobWords(name)).not.toBe(name);
});

test("no two jobs are told in the same words", () => {
  expect(new Set(names.map(jobWords)).size).toBe(new Set(names).size);
});
