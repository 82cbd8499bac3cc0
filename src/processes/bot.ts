import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { type App, buildApp, type Parts } from "../app.ts";
import { type Config, ConfigError } from "../config.ts";
import { type Db, openDatabase } from "../db/client.ts";
import { AlreadyRunning, startEmbedded } from "../db/embedded.ts";
import { emptyDatabase } from "../db/empty.ts";
import { migrate } from "../db/migrate.ts";
import { isNoWayIn } from "../db/no-way-in.ts";
import { features } from "../features/index.ts";
import { createJobs } from "../jobs/queue.ts";
import { systemClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/errors.ts";
import { completionsOf } from "../sandbox/demo-completions.ts";
import { loadDemoData } from "../sandbox/demo-data.ts";
import { readManifest } from "../sandbox/manifest.ts";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.ts";
import { TokenRefused } from "../slack/token.ts";

type Stop = () => Promise<void>;
const DEFAULT_PORT = 3000;
const TICK_MS = 1_000;
const SAME_KEY_PRESS_MS = 1_000;

/** Starts everything in order; what has started is stopped in the reverse order, on Ctrl-C as on a failure. */
async function main(config: Config): Promise<void> {
  const log: Logger = pino({
    level: config.logLevel,
    redact: ["*.token", "*.botToken", "*.appToken"],
  });
  const started: { name: string; stop: Stop }[] = [];
  let stopping: Promise<void> | null = null;
  const stopAll = () => {
    stopping ??= (async () => {
      // One after the other: the bot must be silent before its database goes.
      for (const { name, stop } of started.reverse())
        await stop().catch((error) =>
          log.error({ reason: messageOf(error) }, `${name} did not stop`),
        );
    })();
    return stopping;
  };
  let firstSignal: number | null = null;
  const onSignal = () => {
    const now = performance.now();
    if (firstSignal !== null) {
      // npm passes on the Ctrl-C that the terminal sends anyway; pressed a second time it means now.
      if (now - firstSignal > SAME_KEY_PRESS_MS) process.exit(1);
      return;
    }
    firstSignal = now;
    say("Stopping…");
    void stopAll().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("unhandledRejection", (reason) => {
    // A socket that is reconnecting while it is closed rejects with nothing to say.
    if (stopping !== null) return;
    log.fatal({ err: reason }, "unhandled rejection");
    void stopAll().then(() => process.exit(1));
  });

  try {
    const url = await databaseUrl(config, started);
    await migrate(url).catch((error: unknown) => {
      throw config.database.kind === "url" && isNoWayIn(error)
        ? new ConfigError(`DATABASE_URL: the database can't be reached (${messageOf(error)}).`)
        : error;
    });
    const db = await openDatabase(url);
    started.push({ name: "database", stop: () => db.close() });
    const sandbox = config.slack.mode === "sandbox" ? await openSandbox(config, started) : null;
    const start = async () => {
      const bot = await startBot({ config, sandbox, db, url, log });
      if (config.demoData) await loadDemoData(bot.app, { history: true });
      return bot;
    };
    let bot = await start();
    started.push({ name: "bot", stop: () => bot.stop() });
    sandbox?.onReset(async (clear) => {
      // Restarted, so that nothing it remembers outlives what it remembers it of.
      await bot.stop();
      try {
        await emptyDatabase(url);
        clear();
      } finally {
        bot = await start();
      }
    });
    greet(config, sandbox, bot.app);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function databaseUrl(config: Config, started: { name: string; stop: Stop }[]) {
  if (config.database.kind === "url") return config.database.url;
  await mkdir(config.dataDir, { recursive: true });
  const server = await startEmbedded(config.dataDir);
  started.push({ name: "embedded database", stop: server.stop });
  return server.url;
}

async function openSandbox(
  config: Config,
  started: { name: string; stop: Stop }[],
): Promise<Sandbox> {
  const open = (port: number) =>
    startSandbox({
      port,
      stateFile: join(config.dataDir, "sandbox.json"),
      manifest: readManifest(new URL("../../manifest.yml", import.meta.url)),
      completions: completionsOf(features),
    });
  const sandbox = await open(config.port ?? DEFAULT_PORT).catch((error: unknown) => {
    if (!isPortTaken(error)) throw error;
    if (config.port !== null)
      throw new ConfigError(`PORT ${config.port} is taken: it expects a free port, or none.`);
    // Nobody asked for this port, so any other will do.
    return open(0);
  });
  started.push({ name: "sandbox", stop: () => sandbox.stop() });
  return sandbox;
}

async function startBot(parts: {
  config: Config;
  sandbox: Sandbox | null;
  db: Db;
  url: string;
  log: Logger;
}): Promise<{ app: App; stop: Stop }> {
  const { config, sandbox, db, url, log } = parts;
  const jobs = createJobs({ url, log, clock: sandbox?.clock });
  try {
    await jobs.start();
    const app = await buildApp({
      ...connectionOf(config, sandbox),
      ...(sandbox ? { clock: sandbox.clock, ticks: "by hand" } : { clock: systemClock }),
      config,
      db,
      jobs,
      log,
    });
    await app.start();
    const unfollow = sandbox ? followClock(sandbox, app, log) : () => {};
    const stop = async () => {
      unfollow();
      await app.stop();
    };
    return { app, stop };
  } catch (error) {
    await jobs.stop();
    throw error;
  }
}

function connectionOf(config: Config, sandbox: Sandbox | null): Pick<Parts, "slack" | "port"> {
  if (config.slack.mode !== "sandbox")
    return {
      slack: config.slack,
      port: config.slack.mode === "http" ? (config.port ?? DEFAULT_PORT) : config.port,
    };
  if (!sandbox) throw new Error("No sandbox was started.");
  const { botToken, appToken, apiUrl } = sandbox;
  // The page has the port.
  return { slack: { mode: "socket", botToken, appToken, apiUrl }, port: null };
}

/** Lets schedules tick by the clock that people move, while it goes on by itself too. */
function followClock(sandbox: Sandbox, app: App, log: Logger): () => void {
  const unfollow = sandbox.clock.follow(app.slots);
  const ticking = setInterval(() => {
    sandbox.clock
      .catchUp()
      .catch((error: unknown) => log.error({ reason: messageOf(error) }, "a tick failed"));
  }, TICK_MS);
  return () => {
    clearInterval(ticking);
    unfollow();
  };
}

function greet(config: Config, sandbox: Sandbox | null, app: App): void {
  if (!sandbox) {
    const where = app.identity.workspace?.name ?? "Slack";
    say(
      config.slack.mode === "http"
        ? `Dealdesk serves ${where} over HTTP on port ${config.port ?? DEFAULT_PORT} (/slack/events, /healthz, /metrics).`
        : `Dealdesk is connected to ${where} over Socket Mode.`,
    );
    return;
  }
  say(`Dealdesk runs in its sandbox: ${sandbox.pageUrl}

Open the page and try, as Ada:
  /deal list all
  /deal show acme
  /deal move opp_1 negotiation

Everything stays in ${config.dataDir}. Ctrl-C stops.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/** Starts the bot; what goes wrong on the way is said in words, and ends the process. */
export function runBot(config: Config): Promise<void> {
  return main(config).catch(giveUp);
}

function giveUp(error: unknown): never {
  const expected =
    error instanceof ConfigError ||
    error instanceof AlreadyRunning ||
    error instanceof TokenRefused;
  process.stderr.write(
    `${expected ? error.message : `Dealdesk could not start: ${messageOf(error)}`}\n`,
  );
  if (!expected && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
