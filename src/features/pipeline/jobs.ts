import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import type { Schedule } from "../../jobs/scheduler.ts";
import { readSettings } from "../settings/index.ts";
import { refreshInsights } from "./operations/refresh-insights.ts";
import { ensureHistory, takeSnapshots } from "./operations/take-snapshots.ts";

const data = z.object({ workspaceId: z.string() });

/** Writes what every deal was at the end of the day that is over, and of every day before that was missed. */
export const takeSnapshotsJob = defineJob({
  name: "pipeline.take-snapshots",
  title: "Keep the day's pipeline",
  data,
  async run(deps, { workspaceId }) {
    const now = deps.clock.now();
    const run = await inWorkspace(deps.db, workspaceId, (tx) =>
      takeSnapshots(tx, workspaceId, now),
    );
    deps.log.info({ workspaceId, ...run }, "The pipeline's history was written");
  },
});

/** Makes up for a night that was missed and for imports, and looks which alerts fire and which are resolved. */
export const refreshJob = defineJob({
  name: "pipeline.refresh",
  title: "Look for deals at risk and stale ones",
  data,
  async run(deps, { workspaceId }) {
    const now = deps.clock.now();
    await ensureHistory(deps, workspaceId, now);
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const settings = await readSettings(tx, workspaceId);
      await refreshInsights(tx, { workspaceId, settings, now });
    });
  },
});

type Nightly = Schedule<{ workspaceId: string }>;
const forWorkspace = (workspaceId: string) => ({ workspaceId });

/** A little after midnight UTC, when the day of the snapshots is over; and four times a day what can't wait for the night. */
export const pipelineSchedules: readonly Nightly[] = [
  {
    name: "pipeline.snapshots",
    cron: "10 0 * * *",
    timeZone: "UTC",
    job: takeSnapshotsJob,
    data: forWorkspace,
  },
  {
    name: "pipeline.refresh",
    cron: "40 1,7,13,19 * * *",
    timeZone: "UTC",
    job: refreshJob,
    data: forWorkspace,
  },
];
