import { readWorkspace } from "../../../db/workspace.ts";
import { listFailedJobs } from "../../../jobs/failed-jobs.ts";
import { nextRun } from "../../../jobs/next-run.ts";
import { listFailedNotifications } from "../../../notify/notify.ts";
import { type Command, defineCommand } from "../../../slack/command.ts";
import { listJobStandings } from "../queries/jobs.ts";
import { listDigestStandings } from "../queries/standings.ts";
import { type JobLine, jobsView } from "../views/jobs.ts";

const MOST = 500;

/** Something that ticks, as far as its next tick is to be told. */
type Ticking = { cron: string; timeZone: string; job: { name: string } };

/**
 * `/digest jobs`, which knows all schedules of the product: they are handed in, because slices know only those before them. What
 * runs besides is what the queue remembers.
 */
export function jobsCommand(schedules: () => readonly Ticking[]): Command {
  return defineCommand({
    command: "/digest",
    verb: "jobs",
    summary:
      "What runs when: each job's last and next run, what failed, and a way to try again; admins",
    example: "/digest jobs",
    permission: "workspace.administer",
    args: {},
    async run(_, call) {
      const { workspaceId, timeZone } = call.actor;
      const [standings, failed, messages, digests] = await readWorkspace(
        call.deps.db,
        workspaceId,
        async (tx) => [
          await listJobStandings(tx, workspaceId, call.now),
          await listFailedJobs(tx, workspaceId, MOST),
          await listFailedNotifications(tx, workspaceId, MOST),
          await listDigestStandings(tx, workspaceId, call.settings, call.now),
        ],
      );
      const ticking = schedules();
      const names = new Set([
        ...standings.map(({ name }) => name),
        ...ticking.map(({ job }) => job.name),
      ]);
      const lines: JobLine[] = [...names].sort().map((name) => {
        const standing = standings.find((one) => one.name === name);
        const ticks = ticking.filter((one) => one.job.name === name);
        const times = [
          standing?.next ?? null,
          ...ticks.map((one) => nextRun(one, call.now)),
        ].flatMap((date) => date?.getTime() ?? []);
        return {
          name,
          lastDone: standing?.lastDone ?? null,
          next: times.length > 0 ? new Date(Math.min(...times)) : null,
          isScheduled: ticks.length > 0,
          waiting: standing?.waiting ?? 0,
          running: standing?.running ?? 0,
          failed: failed.filter((job) => job.name === name).length,
        };
      });
      return jobsView({ digests, lines, failed, messages }, { now: call.now, timeZone });
    },
  });
}
