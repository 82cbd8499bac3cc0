import { expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { housekeeping } from "../../src/housekeeping.ts";
import { sweepJob } from "../../src/notify/delivery.ts";
import { DELIVERY } from "../../src/notify/notify.ts";

test("no two jobs are called alike, neither for the queue nor for admins", () => {
  const jobs = [
    ...features.flatMap((feature) => feature.jobs ?? []),
    sweepJob,
    DELIVERY,
    housekeeping,
  ];
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
  expect(new Set(jobs.map(({ title }) => title)).size).toBe(jobs.length);
});
