import { WebClient } from "@slack/web-api";
import { pino } from "pino";
import { loadConfig } from "../../../src/config.ts";
import type { Tx } from "../../../src/db/client.ts";
import { inWorkspace } from "../../../src/db/workspace.ts";
import type { Deps } from "../../../src/deps.ts";
import { createEvents } from "../../../src/events/define-event.ts";
import { identify } from "../../../src/features/people/index.ts";
import { createJobs } from "../../../src/jobs/queue.ts";
import type { Actor } from "../../../src/kernel/access.ts";
import { clientOptions } from "../../../src/slack/connect.ts";
import { asSuperuser, testDatabase } from "../../support/database.ts";
import { movableClock, startSandbox } from "../../support/sandbox.ts";

/** A local Slack with the team of the sandbox, and an empty database of our own. */
export type Office = Awaited<ReturnType<typeof openOffice>>;

export const HOUR = 3_600_000;

export async function openOffice(env: Record<string, string> = {}) {
  const clock = movableClock("2026-11-20T09:00:00Z");
  const [sandbox, database] = await Promise.all([startSandbox({ clock }), testDatabase()]);
  const log = pino({ level: "silent" });
  const jobs = createJobs({ url: database.url, log });
  const slack = new WebClient(sandbox.botToken, {
    ...clientOptions(sandbox.apiUrl),
    retryConfig: { retries: 0 },
  });
  const deps: Deps = {
    db: database.db,
    clock,
    slack: { client: async () => slack },
    jobs,
    events: createEvents([]),
    log,
    config: loadConfig(env),
  };
  let workspaceId = sandbox.teamId;
  let workspaces = 0;
  let seen = 0;
  const asked = () =>
    sandbox.log.filter(({ kind, summary }) => kind === "api" && summary.includes("users.info"))
      .length;

  /** The person of that handle acts: the bot meets them, if it hasn't. */
  async function actor(handle: string): Promise<Actor> {
    const slackUserId = sandbox.as(handle).id;
    const met = await identify(deps, { workspaceId, slackUserId, name: handle }, slack);
    return met.actor;
  }
  return {
    sandbox,
    database,
    deps,
    slack,
    clock,
    jobs,
    get workspaceId() {
      return workspaceId;
    },
    actor,
    /** One act of that person, as an operation takes it. */
    act: async (handle: string) => ({
      deps,
      actor: await actor(handle),
      now: clock.now(),
      requestId: null,
    }),
    /** Looks into the workspace's rows. */
    look: <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work),
    /** Begins anew in a workspace of which nothing is known; the people in Slack stay the same. */
    newWorkspace() {
      workspaces += 1;
      workspaceId = `T0TEST${workspaces}`;
      seen = asked();
    },
    /** How often Slack was asked who somebody is. */
    questions: () => asked() - seen,
    /** The audit log, oldest first. */
    audit: () =>
      asSuperuser(
        database.url,
        (sql) => sql<{ action: string; before: unknown; after: unknown; reason: string | null }[]>`
          select action, before, after, reason from audit_log
          where workspace_id = ${workspaceId} order by id`,
      ),
    async close() {
      await jobs.stop();
      await sandbox.stop();
      await database.close();
    },
  };
}
