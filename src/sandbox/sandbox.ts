import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/errors.ts";
import { deliverByHttp } from "./delivery/http-mode.ts";
import { socketMode } from "./delivery/socket-mode.ts";
import { SandboxUser } from "./driver/person.ts";
import type {
  Delivered,
  Engine,
  Envelope,
  PlannedRefusal,
  SandboxManifest,
} from "./engine/engine.ts";
import { nowSeconds } from "./engine/engine.ts";
import { serveBot } from "./engine/http.ts";
import { keepSaved, loadState } from "./engine/snapshot.ts";
import { newState } from "./engine/state.ts";
import { TIME_LIMITS, type TimeLimits } from "./limits.ts";
import { pageServer } from "./page-server.ts";
import { defaultTeam, type SandboxTeam } from "./team.ts";
import { type LogEntry, TrafficLog, type Violation } from "./traffic-log.ts";

/** How a sandbox is started; everything may be left out. */
export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  port?: number | undefined;
  team?: SandboxTeam | undefined;
  /** A JSON file that keeps the channels over a restart. */
  stateFile?: string | undefined;
  clock?: Clock | undefined;
  /** What the app declares; without it every command, shortcut and event is delivered. */
  manifest?: SandboxManifest | undefined;
  limits?: Partial<TimeLimits> | undefined;
};

/** A running local Slack, with a driver for tests. */
export type Sandbox = {
  pageUrl: string;
  /** Ends in `/api/`: the slackApiUrl of Bolt and WebClient. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  /** Everything that passed, in order. */
  log: readonly LogEntry[];
  /** Every call Slack would have refused. */
  violations: readonly Violation[];
  /** What Slack accepts but advises against. */
  warnings: readonly string[];
  /** One person, by handle. */
  as(handle: string): SandboxUser;
  /** Sends the last envelope again, with the same id and payload. */
  redeliverLast(): Promise<Delivered>;
  /** Waits until something holds; rejects with the log when it does not in time. */
  until(condition: () => boolean | Promise<boolean>, what: string): Promise<void>;
  /** Delivers signed HTTP requests to the bot's address instead of through sockets. */
  deliverTo(target: { requestUrl: string }): void;
  /** Makes the next calls of a method fail, to see how the bot takes it; no violation of the bot's. */
  refuse(planned: Omit<PlannedRefusal, "times"> & { times?: number }): void;
  /** How many sockets the bot has open. */
  connections(): number;
  /** Asks the sockets to reconnect ("refresh"), or cuts them off. */
  disconnect(how: "refresh" | "cut"): void;
  stop(): Promise<void>;
};

/**
 * Starts a local Slack on 127.0.0.1.
 * @throws an error with code EADDRINUSE when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const team = options.team ?? defaultTeam;
  const clock = options.clock ?? systemClock;
  const log = new TrafficLog();
  const digits = team.id.toLowerCase();
  const engine: Engine = {
    state: newState(team, Math.floor(clock.now().getTime() / 1000)),
    clock,
    log,
    times: { ...TIME_LIMITS, ...options.limits },
    manifest: options.manifest ?? null,
    botToken: `xoxb-sandbox-${digits}`,
    appToken: `xapp-1-sandbox-${digits}`,
    signingSecret: `sandbox-signing-secret-${digits}`,
    appId: "A0DEALDESK",
    botId: "B0DEALDESK",
    verificationToken: "sandbox-verification",
    baseUrl: "",
    triggers: new Map(),
    responseUrls: new Map(),
    planned: [],
    offered: new Map(),
    messageValues: new Map(),
    watchers: new Set(),
    deliver: () => Promise.resolve({ ok: false, error: "dispatch_failed" }),
    isConnected: () => false,
    socketUrl: () => "",
  };
  if (options.stateFile) loadState(engine.state, options.stateFile);
  if (engine.state.lastTs === 0) engine.state.lastTs = nowSeconds(engine) * 1_000_000 - 1;

  const sockets = socketMode(engine);
  let requestUrl: string | null = null;
  let lastByHttp: Envelope | null = null;
  engine.socketUrl = sockets.newUrl;
  engine.isConnected = () => requestUrl !== null || sockets.connections() > 0;
  engine.deliver = (envelope) => {
    lastByHttp = envelope;
    const url = requestUrl;
    return logged(engine, envelope, () =>
      url ? deliverByHttp(engine, url, envelope) : sockets.deliver(envelope),
    );
  };

  const page = pageServer(engine);
  let underWay = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    response.once("close", () => {
      underWay -= 1;
    });
    serveBot(engine, request, response)
      .then((served) => served || page.serve(request, response))
      .catch((error: unknown) => {
        log.add("warning", `the sandbox itself failed: ${messageOf(error)}`, error);
        if (!response.headersSent) response.writeHead(500);
        response.end(messageOf(error));
      });
  });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // The bot may answer thousands of commands at once, each over a connection of its own.
    server.listen({ port: options.port ?? 0, host: "127.0.0.1", backlog: 4096 }, resolve);
  });
  engine.baseUrl = `http://127.0.0.1:${portOf(server.address())}`;
  const stopSaving = options.stateFile ? keepSaved(engine, options.stateFile) : () => {};

  return {
    pageUrl: `${engine.baseUrl}/`,
    apiUrl: `${engine.baseUrl}/api/`,
    botToken: engine.botToken,
    appToken: engine.appToken,
    signingSecret: engine.signingSecret,
    teamId: team.id,
    log: log.entries,
    violations: log.violations,
    warnings: log.warnings,
    as(handle) {
      const person = team.people.find((each) => each.handle === handle && !each.isBot);
      if (!person)
        throw new Error(
          `The team has no "${handle}". People: ${team.people.map((each) => each.handle).join(", ")}.`,
        );
      return new SandboxUser(engine, person.id, handle);
    },
    redeliverLast() {
      if (!lastByHttp) throw new Error("Nothing was delivered yet.");
      return requestUrl
        ? deliverByHttp(engine, requestUrl, lastByHttp, 1)
        : sockets.redeliverLast();
    },
    until: (condition, what) => until(engine, condition, what),
    deliverTo(target) {
      requestUrl = target.requestUrl;
    },
    refuse(planned) {
      engine.planned.push({ times: 1, ...planned });
    },
    connections: sockets.connections,
    disconnect: sockets.disconnect,
    async stop() {
      sockets.stop();
      page.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A bot that is just answering finishes its sentence; kept-alive connections do not hold us up.
      for (let waits = 0; underWay > 0 && waits < 100; waits += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      server.closeAllConnections();
      await closed;
      stopSaving();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("The sandbox has no port.");
}

async function logged(
  engine: Engine,
  envelope: Envelope,
  send: () => Promise<Delivered>,
): Promise<Delivered> {
  const name = String(envelope.payload.command ?? envelope.payload.type);
  engine.log.add("envelope", `${envelope.type} ${name}`, envelope.payload);
  const sent = performance.now();
  const delivered = await send();
  const took = `${(performance.now() - sent).toFixed(1)} ms`;
  engine.log.add(
    "ack",
    delivered.ok ? `${name} acknowledged in ${took}` : `${name}: ${delivered.error} after ${took}`,
    delivered,
  );
  return delivered;
}

async function until(
  engine: Engine,
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const since = engine.log.last;
  const deadline = performance.now() + engine.times.driverMs;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(
        `Waited ${engine.times.driverMs} ms for ${what}.\nWhat passed:\n${engine.log.tail(25, since) || "  nothing"}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
