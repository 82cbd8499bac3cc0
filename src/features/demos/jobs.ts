import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import type { Schedule } from "../../jobs/scheduler.ts";
import { notify } from "../../notify/notify.ts";
import { demoReminder } from "./notifications.ts";
import { refreshEnvironment } from "./operations/refresh-environment.ts";
import { listReminded } from "./queries/reminded.ts";
import { REMIND, reminderData } from "./reminders.ts";

/** Reminds a demo's sales engineer and the deal's owner, if it still begins when it did when the reminder was asked for. */
export const remindJob = defineJob({
  ...REMIND.options,
  name: REMIND.name,
  title: "Remind of demos",
  data: reminderData,
  async run(deps, { workspaceId, id, which, startsAt }) {
    const now = deps.clock.now();
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const found = await listReminded(tx, workspaceId, id);
      if (!found) return;
      const { demo, people, ...deal } = found;
      const holds =
        demo.status === "scheduled" && demo.startsAt?.getTime() === Date.parse(startsAt);
      // After an outage the demo may have begun: a late reminder is worse than none.
      if (!holds || demo.startsAt === null || demo.startsAt <= now) return;
      for (const to of people)
        await notify(deps, tx, demoReminder, {
          workspaceId,
          to,
          data: {
            id,
            title: demo.title,
            ...deal,
            at: now.toISOString(),
            startsAt,
            which,
            scriptUrl: demo.scriptUrl,
            features: [...demo.features],
          },
          dedupeKey: `demo:${id}:${which}:${startsAt}:${to}`,
        });
    });
  },
});

const refreshData = z.object({
  workspaceId: z.string(),
  id: z.string(),
  askedBy: z.string().nullable(),
});

/** Refreshes the demo environment; tried again for about a quarter of an hour when it does not answer. */
export const refreshJob = defineJob({
  name: "demos.refresh-environment",
  title: "Refresh demo environments",
  data: refreshData,
  retryLimit: 5,
  retryDelay: 30,
  run: refreshEnvironment,
});

/** Every morning at 05:00 UTC, before Europe works and after America does. */
export const dailyRefresh: Schedule<{ workspaceId: string }> = {
  name: "demo environment",
  cron: "0 5 * * *",
  timeZone: "UTC",
  job: refreshJob,
  data: (workspaceId, slot) => ({ workspaceId, id: `daily ${slot.toISOString()}`, askedBy: null }),
};
