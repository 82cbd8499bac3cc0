import type { CustomRoute } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Config, SlackConnection } from "./config.ts";
import type { Db } from "./db/client.ts";
import { inWorkspace, listWorkspaceIds, registerWorkspace } from "./db/workspace.ts";
import type { Deps } from "./deps.ts";
import { createEvents } from "./events/define-event.ts";
import { features } from "./features/index.ts";
import { findReader, identify } from "./features/people/index.ts";
import { housekeeping } from "./housekeeping.ts";
import type { Jobs } from "./jobs/queue.ts";
import { NIGHTLY, type Schedule, schedule } from "./jobs/scheduler.ts";
import { type SlotFollower, slotFollower } from "./jobs/slots.ts";
import type { Clock } from "./kernel/clock.ts";
import { deliveryJob, sweep, sweepJob } from "./notify/delivery.ts";
import { connectSlack } from "./slack/connect.ts";
import { listen } from "./slack/listen.ts";
import { createMetrics } from "./slack/metrics.ts";
import { type BotIdentity, identifyBot, jobClient } from "./slack/workspace-client.ts";

export type Parts = {
  config: Config;
  /** The connection to use: in the sandbox it is the sandbox's. */
  slack: Exclude<SlackConnection, { mode: "sandbox" }>;
  /** Where health and metrics are served, and in HTTP mode Slack's requests; null serves none. */
  port: number | null;
  db: Db;
  jobs: Jobs;
  clock: Clock;
  log: Logger;
  /** Whether schedules tick with the machine, the default, or only when somebody who moves the clock says so. */
  ticks?: "machine" | "by hand" | undefined;
  /** What leases and retries of messages go by; the machine's own clock when left out. */
  machine?: Clock | undefined;
};

export type App = {
  deps: Deps;
  identity: BotIdentity;
  slack: WebClient;
  /** The schedules, for a clock that is moved by hand. */
  slots: SlotFollower;
  start(): Promise<void>;
  /** Takes nothing new, answers what was heard, ends the jobs that run. */
  stop(): Promise<void>;
};

/**
 * Wires every feature to Slack, the database and the queue. Used by main, the tests and the sandbox alike.
 * @throws TokenRefused when Slack does not take the bot's token
 */
export async function buildApp(parts: Parts): Promise<App> {
  const { config, db, jobs, clock, log } = parts;
  const slack = jobClient(parts.slack.botToken, parts.slack.apiUrl);
  const identity = await identifyBot(slack, log);
  const { workspace, botId, botUserId } = identity;
  if (workspace) await registerWorkspace(db, workspace, clock.now());

  const events = createEvents(features.flatMap((feature) => feature.reactions ?? []));
  const deps: Deps = { config, db, jobs, events, clock, log, slack: { client: async () => slack } };
  const metrics = createMetrics();
  const connection = connectSlack(parts.slack, {
    log,
    port: parts.port,
    routes: healthRoutes(() => connection.isConnected(), db, metrics.registry),
    // A payload that names no workspace is of the one the token belongs to.
    authorize: async ({ teamId = workspace?.id }) => ({
      botToken: parts.slack.botToken,
      ...(teamId ? { teamId } : {}),
      ...(botId ? { botId } : {}),
      ...(botUserId ? { botUserId } : {}),
    }),
  });
  const listening = listen(
    connection.app,
    deps,
    features,
    (who, client) => identify(deps, who, client),
    metrics,
  );
  const schedules: Schedule<{ workspaceId: string }>[] = [
    { ...NIGHTLY, job: housekeeping, data: (id) => ({ workspaceId: id }) },
    sweep,
    ...features.flatMap((feature) => feature.schedules ?? []),
  ];
  const scheduling = { jobs, log, workspaces: () => listWorkspaceIds(db) };
  let ticking: { stop(): Promise<void> }[] = [];

  return {
    deps,
    identity,
    slack,
    slots: slotFollower(scheduling, schedules),
    async start() {
      await jobs.work(
        [
          ...features.flatMap((feature) => feature.jobs ?? []),
          housekeeping,
          sweepJob,
          deliveryJob({
            notifications: features.flatMap((feature) => feature.notifications ?? []),
            findReader,
            machine: parts.machine,
            nextMorning: features.find((feature) => feature.nextMorning)?.nextMorning,
            onUndeliverable: async (tx, failed) => {
              // One after the other: a transaction has one connection.
              for (const feature of features) await feature.undeliverable?.(deps, tx, failed);
            },
          }),
        ],
        deps,
      );
      if (parts.ticks !== "by hand")
        ticking = schedules.map((entry) => schedule(scheduling, entry));
      await connection.start();
    },
    async stop() {
      await Promise.all(ticking.map((one) => one.stop()));
      await connection.stop();
      await listening.drain();
      await jobs.stop();
    },
  };
}

function healthRoutes(
  isConnected: () => boolean,
  db: Db,
  registry: { contentType: string; metrics(): Promise<string> },
): CustomRoute[] {
  return [
    {
      path: "/healthz",
      method: "GET",
      async handler(_, response) {
        const database = await inWorkspace(db, "health", (tx) => tx.execute("select 1")).then(
          () => true,
          () => false,
        );
        const healthy = database && isConnected();
        response.writeHead(healthy ? 200 : 503, { "content-type": "application/json" });
        response.end(JSON.stringify({ healthy, database, slack: isConnected() }));
      },
    },
    {
      path: "/metrics",
      method: "GET",
      async handler(_, response) {
        response.writeHead(200, { "content-type": registry.contentType });
        response.end(await registry.metrics());
      },
    },
  ];
}
