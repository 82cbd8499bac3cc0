import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { type App, buildApp } from "./app.ts";
import { type Config, ConfigError, loadConfig, loadEnvFile } from "./config.ts";
import { type Db, openDatabase } from "./db/client.ts";
import { AlreadyRunning, startEmbedded } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { features } from "./features/index.ts";
import { createJobs } from "./jobs/queue.ts";
import { systemClock } from "./kernel/clock.ts";
import { messageOf } from "./kernel/errors.ts";
import { loadDemoData } from "./sandbox/demo-data.ts";
import { type Sandbox, startSandbox } from "./sandbox/sandbox.ts";
import { TokenRefused } from "./slack/workspace-client.ts";

type Stop = () => Promise<void>;
const DEFAULT_PORT = 3000;

/** Starts everything in order; what has started is stopped in the reverse order, on Ctrl-C as on a failure. */
async function main(): Promise<void> {
  loadEnvFile();
  const config = loadConfig();
  const log: Logger = pino({ level: config.logLevel, redact: ["*.token", "*.botToken", "*.appToken"] });
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
  const onSignal = () => {
    // Pressed twice, Ctrl-C means now.
    if (stopping) process.exit(1);
    say("Stopping…");
    void stopAll().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("unhandledRejection", (reason) => {
    // A socket that is reconnecting while it is closed rejects with nothing to say.
    if (stopping) return;
    log.fatal({ err: reason }, "unhandled rejection");
    void stopAll().then(() => process.exit(1));
  });

  try {
    const url = await databaseUrl(config, started);
    await migrate(url);
    const db = await openDatabase(url);
    started.push({ name: "database", stop: () => db.close() });
    const sandbox = config.slack.mode === "sandbox" ? await openSandbox(config, started) : null;
    const app = await startBot({ config, sandbox, db, url, log }, started);
    if (config.demoData) await loadDemoData(app);
    greet(config, sandbox, app);
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
      manifest: {
        commands: [...new Set(features.flatMap((f) => f.commands ?? []).map((one) => one.command))],
        shortcuts: features
          .flatMap((feature) => feature.shortcuts ?? [])
          .map(({ id, name, type }) => ({ callback_id: id, name, type })),
      },
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

async function startBot(
  parts: {
    config: Config;
    sandbox: Sandbox | null;
    db: Db;
    url: string;
    log: Logger;
  },
  started: { name: string; stop: Stop }[],
): Promise<App> {
  const { config, sandbox, db, url, log } = parts;
  const jobs = createJobs({ url, log });
  started.push({ name: "jobs", stop: () => jobs.stop() });
  await jobs.start();
  const slack =
    config.slack.mode === "sandbox"
      ? {
          mode: "socket" as const,
          botToken: sandbox?.botToken ?? "",
          appToken: sandbox?.appToken ?? "",
          apiUrl: sandbox?.apiUrl ?? "",
        }
      : config.slack;
  // In the sandbox the page has the port.
  const port =
    config.slack.mode === "sandbox"
      ? null
      : config.slack.mode === "http"
        ? (config.port ?? DEFAULT_PORT)
        : config.port;
  const app = await buildApp({ config, slack, port, db, jobs, clock: systemClock, log });
  started.push({ name: "bot", stop: app.stop });
  await app.start();
  return app;
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

main().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError ||
    error instanceof AlreadyRunning ||
    error instanceof TokenRefused;
  process.stderr.write(
    `${expected ? error.message : `Dealdesk could not start: ${messageOf(error)}`}\n`,
  );
  if (!expected && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
