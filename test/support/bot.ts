import { pino } from "pino";
import { type App, buildApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import type { Db } from "../../src/db/client.ts";
import { features } from "../../src/features/index.ts";
import { createJobs } from "../../src/jobs/queue.ts";
import { completionsOf } from "../../src/sandbox/demo-completions.ts";
import { readManifest } from "../../src/sandbox/manifest.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { testDatabase } from "./database.ts";
import { type MovableClock, movableClock } from "./sandbox.ts";

/** The whole product in a sandbox of its own: real Bolt over a real socket, real PostgreSQL. */
export type Bot = {
  sandbox: Sandbox;
  app: App;
  db: Db;
  url: string;
  /** Moved by itself, it only shows another time. */
  clock: MovableClock;
  /** Time passes for everything: schedules tick at their times, jobs that become due are done. */
  timePasses(ms: number): Promise<void>;
  workspaceId: string;
  stop(): Promise<void>;
};

/** A Wednesday afternoon in the middle of a quarter. */
export const START = "2026-11-18T14:00:00Z";

/** Starts the bot; the clock stands at START until a test moves it. */
export async function startBot(options: { admins?: readonly string[] } = {}): Promise<Bot> {
  const clock = movableClock(START);
  const database = await testDatabase();
  const sandbox = await startSandbox({
    clock,
    manifest: readManifest("manifest.yml"),
    completions: completionsOf(features),
  });
  const log = pino({ level: process.env.TEST_LOG ?? "silent" });
  const jobs = createJobs({ url: database.url, log, clock: sandbox.clock });
  await jobs.start();
  const app = await buildApp({
    config: { ...loadConfig({}), admins: options.admins ?? [] },
    slack: {
      mode: "socket",
      botToken: sandbox.botToken,
      appToken: sandbox.appToken,
      apiUrl: sandbox.apiUrl,
    },
    port: null,
    db: database.db,
    jobs,
    clock: sandbox.clock,
    log,
    ticks: "by hand",
  });
  await app.start();
  const unfollow = sandbox.clock.follow(app.slots);
  return {
    sandbox,
    app,
    db: database.db,
    url: database.url,
    clock: { now: sandbox.clock.now, forward: clock.forward },
    timePasses: (ms) => sandbox.clock.forward(ms),
    workspaceId: sandbox.teamId,
    async stop() {
      unfollow();
      await app.stop();
      await sandbox.stop();
      await database.close();
    },
  };
}
