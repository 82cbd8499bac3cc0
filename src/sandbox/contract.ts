import type { Clock } from "../kernel/clock.ts";
import type { SandboxClock } from "./clock.ts";
import type { SandboxUser } from "./driver/person.ts";
import type { Delivered, SandboxManifest } from "./engine/engine.ts";
import type { FaultInput } from "./engine/faults.ts";
import type { TimeLimits } from "./limits.ts";
import type { Completions } from "./page-completion.ts";
import type { SandboxTeam } from "./team.ts";
import type { LogEntry, Violation } from "./traffic-log.ts";
import type { RateLimits } from "./web-api/rate-limits.ts";

/** How a sandbox is started; everything may be left out. */
export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  port?: number | undefined;
  /** The workspace people see on the page; the app is installed in it. */
  team?: SandboxTeam | undefined;
  /** Further workspaces, in which the app is installed by OAuth. They must not share ids of people or channels. */
  teams?: readonly SandboxTeam[] | undefined;
  /** A JSON file that keeps the first workspace and the clock over a restart. */
  stateFile?: string | undefined;
  /** The clock underneath: the machine's, or one that a test holds. */
  clock?: Clock | undefined;
  /** What the app declares; without it every command, shortcut and event is delivered. */
  manifest?: SandboxManifest | undefined;
  /** What the bot's token may do; the manifest's scopes when left out, and everything without a manifest. */
  scopes?: readonly string[] | undefined;
  /** Slack's rate limits; "strict" when left out. */
  rateLimits?: RateLimits | undefined;
  limits?: Partial<TimeLimits> | undefined;
  /** What the page's composer can complete. */
  completions?: Completions | undefined;
};

/** A refusal a test asks for, to see how the bot takes it. */
export type PlannedRefusal = {
  method: string;
  times?: number | undefined;
  error?: string | undefined;
  /** Answer 429 with this Retry-After, in seconds. */
  retryAfter?: number | undefined;
  /** Answer with this HTTP status and no JSON. */
  status?: number | undefined;
};

/** One workspace besides the first, as a test sees it. */
export type OtherTeam = {
  teamId: string;
  /** Null while the app is not installed. */
  botToken: string | null;
  as(handle: string): SandboxUser;
};

/** A running local Slack, with a driver for tests. */
export type Sandbox = {
  pageUrl: string;
  /** Ends in `/api/`: the slackApiUrl of Bolt and WebClient. */
  apiUrl: string;
  /** The authorizationUrl of an OAuth installer. */
  authorizeUrl: string;
  clientId: string;
  clientSecret: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  /** The time people live in: the clock underneath, ahead by what it was moved. */
  clock: SandboxClock;
  /** Everything that passed, in order. */
  log: readonly LogEntry[];
  /** Every call Slack would have refused; being rate limited is none. */
  violations: readonly Violation[];
  /** What Slack accepts but advises against. */
  warnings: readonly string[];
  /** One person, by handle. */
  as(handle: string): SandboxUser;
  /** A workspace of `teams`. */
  inTeam(teamId: string): OtherTeam;
  /** Sends the last envelope again, with the same id and payload. */
  redeliverLast(): Promise<Delivered>;
  /** Waits until something holds; rejects with the log when it does not in time. */
  until(condition: () => boolean | Promise<boolean>, what: string): Promise<void>;
  /** Delivers signed HTTP requests to the bot's address instead of through sockets. */
  deliverTo(target: { requestUrl: string }): void;
  /** Lets something go wrong: now, or with the next call or envelope it fits. */
  fault(fault: FaultInput): void;
  /** Makes the next calls of a method fail; a short way to say `fault`. No violation of the bot's. */
  refuse(planned: PlannedRefusal): void;
  /** How many sockets the bot has open. */
  connections(): number;
  /** Asks the sockets to reconnect ("refresh"), or cuts them off. */
  disconnect(how: "refresh" | "cut"): void;
  /** Back to the first start: nothing said, the clock at the one underneath. */
  reset(): Promise<void>;
  /** What a reset does around the clearing of Slack itself, like stopping the bot before and starting it after. */
  onReset(work: (clear: () => void) => Promise<void>): void;
  stop(): Promise<void>;
};
