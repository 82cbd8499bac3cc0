import type { SandboxClock } from "../clock.ts";
import type { TimeLimits } from "../limits.ts";
import type { SandboxTeam } from "../team.ts";
import type { TrafficLog } from "../traffic-log.ts";
import { type RateLimits, rateMeter } from "../web-api/rate-limits.ts";
import { announce, type Engine, nowSeconds, type SandboxManifest } from "./engine.ts";
import type { Faults } from "./faults.ts";
import { newState } from "./state.ts";

/** What all workspaces of a sandbox have in common. */
export type EngineParts = {
  clock: SandboxClock;
  log: TrafficLog;
  times: TimeLimits;
  manifest: SandboxManifest | null;
  /** Of the installation in the first workspace; null allows everything. */
  scopes: ReadonlySet<string> | null;
  faults: Faults;
  rateLimits: RateLimits;
};

/** Ids of later workspaces start far above those of earlier ones: no two things in Slack have the same id. */
const IDS_PER_TEAM = 36 ** 6;

/** A workspace in which nobody has said anything. The app is installed in the first; in others it will be by OAuth. */
export function newEngine(team: SandboxTeam, index: number, parts: EngineParts): Engine {
  const { rateLimits, ...shared } = parts;
  const digits = team.id.toLowerCase();
  const engine: Engine = {
    ...shared,
    state: newState(team, Math.floor(parts.clock.now().getTime() / 1000)),
    botToken: `xoxb-sandbox-${digits}`,
    isInstalled: index === 0,
    appToken: "xapp-1-sandbox",
    signingSecret: "sandbox-signing-secret",
    appId: "A0DEALDESK",
    botId: index === 0 ? "B0DEALDESK" : `B${team.id.slice(1)}`,
    verificationToken: "sandbox-verification",
    baseUrl: "",
    triggers: new Map(),
    responseUrls: new Map(),
    rates: meter(parts.clock, rateLimits),
    offered: new Map(),
    messageValues: new Map(),
    watchers: new Set(),
    deliver: () => Promise.resolve({ ok: false, error: "dispatch_failed" }),
    revoke: () => {},
    isConnected: () => false,
    socketUrl: () => "",
  };
  startIds(engine, index);
  return engine;
}

/** As at the first start, whatever was said, opened, installed or counted since. */
export function resetEngine(
  engine: Engine,
  index: number,
  parts: Pick<EngineParts, "scopes" | "rateLimits">,
): void {
  const everybody = [...engine.state.people.keys()];
  engine.state = newState(engine.state.team, nowSeconds(engine));
  startIds(engine, index);
  engine.isInstalled = index === 0;
  engine.scopes = parts.scopes;
  engine.rates = meter(engine.clock, parts.rateLimits);
  for (const map of [engine.triggers, engine.responseUrls, engine.offered, engine.messageValues])
    map.clear();
  announce(engine, { kind: "closed", audience: everybody });
}

function startIds(engine: Engine, index: number): void {
  engine.state.lastId = index * IDS_PER_TEAM;
  engine.state.lastTs = nowSeconds(engine) * 1_000_000 - 1;
}

/** Real time, and what the clock was moved by besides: after a day nobody is limited any more. */
function meter(clock: SandboxClock, limits: RateLimits) {
  return rateMeter(limits, () => performance.now() + clock.offset);
}
