import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/errors.ts";
import { sandboxClock } from "./clock.ts";
import type { Sandbox, SandboxOptions } from "./contract.ts";
import { controlServer } from "./control.ts";
import { delivery } from "./delivery/delivery.ts";
import { socketMode } from "./delivery/socket-mode.ts";
import { until } from "./driver/until.ts";
import { otherTeam, personOf } from "./driver/workspace.ts";
import { announce } from "./engine/engine.ts";
import { type Fault, faultSchema, newFaults, plannedFault } from "./engine/faults.ts";
import { serveBot } from "./engine/http.ts";
import { newEngine, resetEngine } from "./engine/new-engine.ts";
import { keepSaved, loadState } from "./engine/snapshot.ts";
import type { Workspaces } from "./engine/workspaces.ts";
import { TIME_LIMITS } from "./limits.ts";
import { pageServer } from "./page-server.ts";
import { defaultTeam, refuseSharedIds } from "./team.ts";
import { TrafficLog } from "./traffic-log.ts";
import { revoke } from "./web-api/oauth.ts";
import { postScheduled, scheduledTimes } from "./web-api/scheduled.ts";

export type { OtherTeam, PlannedRefusal, Sandbox, SandboxOptions } from "./contract.ts";

/** How often the sandbox looks whether a scheduled message is due. */
const LOOK_MS = 250;

/**
 * Starts a local Slack on 127.0.0.1.
 * @throws an error with code EADDRINUSE when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = sandboxClock(options.clock ?? systemClock);
  const log = new TrafficLog();
  const faults = newFaults();
  const scopes = options.scopes ?? options.manifest?.scopes;
  const parts = {
    clock,
    log,
    faults,
    times: { ...TIME_LIMITS, ...options.limits },
    manifest: options.manifest ?? null,
    scopes: scopes ? new Set(scopes) : null,
    rateLimits: options.rateLimits ?? "strict",
  };
  const teams = [options.team ?? defaultTeam, ...(options.teams ?? [])];
  refuseSharedIds(teams);
  const engines = teams.map((team, index) => newEngine(team, index, parts));
  const [engine] = engines;
  if (!engine) throw new Error("A sandbox without a workspace.");
  const workspaces: Workspaces = {
    engines,
    clientId: "1111111111.2222222222",
    clientSecret: "sandbox-client-secret",
    codes: new Map(),
    revoked: new Set(),
  };
  if (options.stateFile) clock.reset(loadState(engine.state, options.stateFile));

  const sockets = socketMode(engine);
  const delivered = delivery(engine, sockets);
  const page = pageServer(engine, options.completions);
  const control = controlServer({ clock, faults, fault, reset, sockets: sockets.connections });
  let resetWork = async (clear: () => void) => clear();
  let underWay = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    response.once("close", () => {
      underWay -= 1;
    });
    serveBot(workspaces, faults, request, response)
      .then((served) => served || control(request, response))
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
  const baseUrl = `http://127.0.0.1:${portOf(server.address())}`;
  for (const each of engines)
    Object.assign(each, {
      baseUrl,
      socketUrl: sockets.newUrl,
      isConnected: delivered.isConnected,
      deliver: delivered.deliver,
      revoke: () => revoke(workspaces, each),
    });
  const stopSaving = options.stateFile ? keepSaved(engine, options.stateFile) : () => {};
  clock.follow({
    stops: () => engines.flatMap(scheduledTimes),
    arrive() {
      for (const each of engines) postScheduled(each);
      // Nobody sees it, but the page shows the time and the state file keeps it.
      announce(engine, { kind: "channel", audience: [] });
    },
  });
  const looking = setInterval(() => {
    for (const each of engines) postScheduled(each);
  }, LOOK_MS);
  looking.unref();

  function fault(what: Fault): void {
    log.add("socket", `fault: ${what.kind}`, what);
    if (what.kind === "drop") sockets.cut();
    else if (what.kind === "disconnect") sockets.disconnect(what.reason);
    else if (what.kind === "clear") faults.clear();
    else if (what.kind === "offline") {
      faults.goOffline(what.ms);
      sockets.cut();
    } else faults.add(what);
  }

  function reset(): Promise<void> {
    return resetWork(() => {
      faults.clear();
      clock.reset(0);
      workspaces.codes.clear();
      workspaces.revoked.clear();
      for (const [index, each] of engines.entries()) resetEngine(each, index, parts);
      log.add("person", "the sandbox starts anew");
    });
  }

  return {
    pageUrl: `${baseUrl}/`,
    apiUrl: `${baseUrl}/api/`,
    authorizeUrl: `${baseUrl}/oauth/v2/authorize`,
    clientId: workspaces.clientId,
    clientSecret: workspaces.clientSecret,
    botToken: engine.botToken,
    appToken: engine.appToken,
    signingSecret: engine.signingSecret,
    teamId: engine.state.team.id,
    clock,
    log: log.entries,
    violations: log.violations,
    warnings: log.warnings,
    as: (handle) => personOf(engine, handle),
    inTeam: (teamId) => otherTeam(engines, teamId),
    redeliverLast: delivered.redeliverLast,
    until: (condition, what) => until(engine, condition, what),
    deliverTo: (target) => delivered.deliverTo(target.requestUrl),
    fault: (what) => fault(faultSchema.parse(what)),
    refuse: (planned) => faults.add(plannedFault(planned)),
    connections: sockets.connections,
    disconnect: (how) => (how === "cut" ? sockets.cut() : sockets.disconnect("refresh_requested")),
    reset,
    onReset(work) {
      resetWork = work;
    },
    async stop() {
      clearInterval(looking);
      delivered.stop();
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
