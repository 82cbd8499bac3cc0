import { defineJob } from "../../jobs/define-job.ts";
import type { Schedule } from "../../jobs/scheduler.ts";
import { TICK, tickData, WRITE, writeData } from "./job-kinds.ts";
import { tick } from "./operations/tick.ts";
import { writeDigest } from "./operations/write-digest.ts";

/** Looks which digests are due. */
export const tickJob = defineJob({
  ...TICK.options,
  name: TICK.name,
  title: "Look which digests and mornings are due",
  data: tickData,
  run: (deps, { workspaceId }) => tick(deps, workspaceId),
});

/** Writes one digest. */
export const writeJob = defineJob({
  ...WRITE.options,
  name: WRITE.name,
  title: "Write digests and mornings",
  data: writeData,
  run: (deps, { workspaceId, subscriptionId, slot }) =>
    writeDigest(deps, { workspaceId, id: subscriptionId, at: new Date(slot) }),
});

/**
 * Every process looks once a minute. Each look sets itself for the moment the next digest is due besides, so that one comes to the
 * second; this is for all that can go wrong with that: a lost job, a database that was away, a zone that was changed.
 */
export const tickSchedule: Schedule<{ workspaceId: string }> = {
  name: "digest.tick",
  cron: "* * * * *",
  timeZone: "UTC",
  setsItself: true,
  job: TICK,
  data: (workspaceId) => ({ workspaceId }),
};
