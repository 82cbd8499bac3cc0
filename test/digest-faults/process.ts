/**
 * One bot process of the fault tests: the whole product on the shared database and the shared local Slack, by a clock that the
 * parent moves. It is killed at any moment, so it keeps nothing.
 */
import { flushCompileCache } from "node:module";
import { pino } from "pino";
import { buildApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/db/client.ts";
import { listWorkspaceIds } from "../../src/db/workspace.ts";
import { tickSchedule } from "../../src/features/digest/jobs.ts";
import { createJobs } from "../../src/jobs/queue.ts";
import { enqueueSlot } from "../../src/jobs/scheduler.ts";
import type { FromFleet, ToFleet } from "./fleet.ts";

const {
  FLEET_DATABASE = "",
  FLEET_API = "",
  FLEET_BOT_TOKEN = "",
  FLEET_APP_TOKEN = "",
} = process.env;
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
const log = pino({ level: process.env.TEST_LOG ?? "silent" }, pino.destination(2));
const say = (message: ToFleet) => process.send?.(message);

process.on("disconnect", () => process.exit(0));
// A database that restarts rejects what nobody waits for any more; the product's own guard is in processes/bot.ts.
process.on("unhandledRejection", (reason) => log.warn({ err: reason }, "unhandled rejection"));

// Loading takes most of the time, and can be done by all at once; what follows writes the queue's clock.
const allowed = new Promise<void>((resolve) => {
  process.on("message", (message: FromFleet) => {
    if ("ahead" in message) ahead = message.ahead;
    if ("go" in message) resolve();
  });
});
// Nobody who is killed writes it at the end.
flushCompileCache();
say("loaded");
await allowed;

const db = await openDatabase(FLEET_DATABASE, { max: 4 });
const jobs = createJobs({ url: FLEET_DATABASE, log, clock });
await jobs.start();
const app = await buildApp({
  config: loadConfig({}),
  slack: {
    mode: "socket",
    botToken: FLEET_BOT_TOKEN,
    appToken: FLEET_APP_TOKEN,
    apiUrl: FLEET_API,
  },
  port: null,
  db,
  jobs,
  clock,
  log,
  ticks: "by hand",
  machine: clock,
});
await app.start();

process.on("message", (message: FromFleet) => {
  if ("ahead" in message) ahead = message.ahead;
  // As node-cron does it, in every process at the same tick.
  else
    enqueueSlot(
      { jobs, log, workspaces: () => listWorkspaceIds(db) },
      tickSchedule,
      new Date(message.tick),
    ).catch((error: unknown) => log.warn({ err: error }, "a tick failed"));
});
say("ready");
