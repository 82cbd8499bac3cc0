import { randomBytes } from "node:crypto";
import type { Option, OptionGroup } from "../blocks/objects.ts";
import type { SandboxClock } from "../clock.ts";
import type { TimeLimits } from "../limits.ts";
import type { TrafficLog } from "../traffic-log.ts";
import type { RateMeter } from "../web-api/rate-limits.ts";
import type { Faults } from "./faults.ts";
import type { Channel, State, StateValues } from "./state.ts";

/** Which commands and shortcuts the app declares; without a manifest every command is delivered. */
export type SandboxManifest = {
  /** With the slash: "/deal". */
  commands: readonly string[];
  shortcuts: readonly { callback_id: string; name: string; type: "global" | "message" }[];
  /** Event types the app subscribes to; when left out, those of direct messages, mentions and the home tab. */
  events?: readonly string[] | undefined;
  /** The bot's scopes; all when left out. */
  scopes?: readonly string[] | undefined;
  /** Whether the app has a home tab; it has when left out. */
  homeTab?: boolean | undefined;
};

/** Something people can see changed. `audience` are the user ids who can see it. */
export type Effect = {
  kind: "message" | "edit" | "delete" | "modal" | "home" | "closed" | "channel";
  audience: readonly string[];
  channel?: string;
  ts?: string;
  viewId?: string;
};

/** What is sent to the bot. */
export type Envelope = {
  type: "slash_commands" | "interactive" | "events_api";
  payload: Record<string, unknown>;
};

/** How the bot took an envelope: its answer, or the error Slack shows to the person. */
export type Delivered =
  | { ok: true; payload: unknown }
  | {
      ok: false;
      error: "operation_timeout" | "dispatch_failed";
      /** Why, in the words of a retry. */
      reason?: string | undefined;
      /** The bot asked not to be sent this again. */
      noRetry?: boolean | undefined;
    };

/** A trigger_id in somebody's hands. `rootViewId` is the modal stack it came from. */
export type Trigger = {
  user: string;
  issued: number;
  used: boolean;
  viewId: string | null;
};

/** An address the bot may answer to. `original` is what replace_original replaces. */
export type ResponseUrl = {
  user: string;
  channel: string;
  threadTs: string | null;
  issued: number;
  uses: number;
  /** Only a button's address knows an original from the start. */
  kind: "command" | "action" | "view";
  original: string | null;
};

/** One workspace of the local Slack, handed to each of its verbs. What is the app's is the same in all of them. */
export type Engine = {
  state: State;
  clock: SandboxClock;
  log: TrafficLog;
  times: TimeLimits;
  manifest: SandboxManifest | null;
  /** Of the last installation; valid while the app is installed. */
  botToken: string;
  isInstalled: boolean;
  /** What the installation may do; null when everything. */
  scopes: ReadonlySet<string> | null;
  appToken: string;
  signingSecret: string;
  appId: string;
  botId: string;
  verificationToken: string;
  /** "http://127.0.0.1:4321", known once the server listens. */
  baseUrl: string;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  faults: Faults;
  rates: RateMeter;
  /** Options an external menu was offered, by the place of the menu: only these can be chosen. */
  offered: Map<string, { options: Option[]; groups: OptionGroup[] }>;
  /** What each reader filled into the fields of messages. */
  messageValues: Map<string, StateValues>;
  watchers: Set<(effect: Effect) => void>;
  deliver(envelope: Envelope): Promise<Delivered>;
  /** The token opens nothing any more. */
  revoke(): void;
  /** Whether the bot listens: a socket is open, or requests go to its address. */
  isConnected(): boolean;
  /** The address a socket connects to, with its ticket. */
  socketUrl(): string;
};

/** Tells whoever watches that people can see something new. */
export function announce(engine: Engine, effect: Effect): void {
  for (const tell of [...engine.watchers]) tell(effect);
}

/** Whether the installation may do what needs this scope. */
export function hasScope(engine: Engine, scope: string): boolean {
  return engine.scopes === null || engine.scopes.has(scope);
}

/** A message time: the clock's, but later than any before it, so that it names one message. */
export function nextTs(engine: Engine): string {
  const now = engine.clock.now().getTime() * 1000;
  engine.state.lastTs = Math.max(now, engine.state.lastTs + 100);
  return formatTs(engine.state.lastTs);
}

/** Microseconds as Slack writes them: "1763690000.000100". */
export function formatTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}`;
}

/** An id in Slack's style, like `F0000000012`. */
export function nextId(engine: Engine, letter: string): string {
  engine.state.lastId += 1;
  return `${letter}${engine.state.lastId.toString(36).toUpperCase().padStart(10, "0")}`;
}

/** A short id as Slack gives to a block that came without one. */
export function nextBlockId(engine: Engine): string {
  engine.state.lastId += 1;
  return `b${engine.state.lastId.toString(36).padStart(5, "0")}`;
}

/** Something nobody can guess: for addresses that are secrets. */
export function secret(bytes = 12): string {
  return randomBytes(bytes).toString("hex");
}

/** Now, in Unix seconds by the sandbox's clock. */
export function nowSeconds(engine: Engine): number {
  return Math.floor(engine.clock.now().getTime() / 1000);
}

/** The channel of that id, or the one of that name; null when there is none. */
export function findChannel(engine: Engine, idOrName: string): Channel | null {
  const name = idOrName.replace(/^#/, "");
  return (
    engine.state.channels.get(idOrName) ??
    [...engine.state.channels.values()].find((each) => !each.im && each.name === name) ??
    null
  );
}
