import { readWorkspace } from "../../../db/workspace.ts";
import { listFailedJobs } from "../../../jobs/failed-jobs.ts";
import { nextRun } from "../../../jobs/next-run.ts";
import { listFailedNotifications } from "../../../notify/notify.ts";
import { type Command, defineCommand } from "../../../slack/command.ts";
import { listJobStandings } from "../queries/jobs.ts";
import { listDigestStandings } from "../queries/standings.ts";
import { type JobLine, jobsView } from "../views/jobs.ts";

const MOST = 500;

/** What runs in the product, as far as it is to be told. */
type Running = {
  kinds: readonly { name: string; title: string }[];
  schedules: readonly { cron: string; timeZone: string; job: { name: string } }[];
};

/**
 * `/digest jobs`, which knows all jobs and schedules of the product: they are handed in, because slices know only those before them. What
 * runs besides is what the queue remembers.
 */
export function jobsCommand(running: () => Running): Command {
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
      const { kinds, schedules } = running();
      const titles = new Map(kinds.map(({ name, title }) => [name, title]));
      // One of an earlier version may still be in the queue.
      const titleOf = (name: string) => titles.get(name) ?? name;
      const names = new Set([
        ...standings.map(({ name }) => name),
        ...schedules.map(({ job }) => job.name),
      ]);
      const lines: JobLine[] = [...names].sort().map((name) => {
        const standing = standings.find((one) => one.name === name);
        const ticks = schedules.filter((one) => one.job.name === name);
        const times = [
          standing?.next ?? null,
          ...ticks.map((one) => nextRun(one, call.now)),
        ].flatMap((date) => date?.getTime() ?? []);
        return {
          title: titleOf(name),
          lastDone: standing?.lastDone ?? null,
          next: times.length > 0 ? new Date(Math.min(...times)) : null,
          isScheduled: ticks.length > 0,
          waiting: standing?.waiting ?? 0,
          running: standing?.running ?? 0,
          failed: failed.filter((job) => job.name === name).length,
        };
      });
      return jobsView(
        {
          digests,
          lines,
          failed: failed.map((job) => ({ ...job, title: titleOf(job.name) })),
          messages,
        },
        { now: call.now, timeZone },
      );
    },
  });
}
