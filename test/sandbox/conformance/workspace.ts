import { LogLevel, type WebAPICallResult, WebClient } from "@slack/web-api";
import type { SandboxOptions } from "../../../src/sandbox/sandbox.ts";
import { type BoltInSandbox, boltInSandbox, movableClock } from "../../support/sandbox.ts";
import type * as make from "../block-builders.ts";

/** The moment at which these tests stand still. */
export const NOW = Date.parse("2026-11-23T08:00:00Z") / 1000;
export const GENERAL = "C0GENERAL01";
export const ADA = "U0ADA00001";
export const BEA = "U0BEA00001";

/** A sandbox with a bot that only says its trigger ids, and the official client in its hands. */
export type Workspace = BoltInSandbox & {
  call(method: string, args?: make.Json): Promise<WebAPICallResult & Record<string, unknown>>;
  /** The error a call is refused with; empty when it is taken. */
  refusal(method: string, args?: make.Json): Promise<string>;
  /** A trigger_id fresh from a command of Ada's. */
  trigger(): Promise<string>;
  /** The time of a new message of the bot's. */
  post(channel?: string): Promise<string>;
  /** A new private channel of the bot's. */
  room(): Promise<string>;
  clock: { forward(ms: number): void };
};

export async function openWorkspace(options: SandboxOptions = {}): Promise<Workspace> {
  let latest = "";
  const clock = movableClock(new Date(NOW * 1000).toISOString());
  const bolt = await boltInSandbox(
    (app) => {
      app.command("/trigger", async ({ ack, body }) => {
        latest = body.trigger_id;
        await ack("ok");
      });
    },
    { clock, rateLimits: "off", ...options },
  );
  const client = new WebClient(bolt.sandbox.botToken, {
    slackApiUrl: bolt.sandbox.apiUrl,
    logLevel: LogLevel.ERROR,
    logger: SILENT,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  let rooms = 0;
  const call: Workspace["call"] = async (method, args = {}) => ({
    ...(await client.apiCall(method, args)),
  });
  return {
    ...bolt,
    clock,
    call,
    async refusal(method, args) {
      try {
        await call(method, args);
        return "";
      } catch (error) {
        const data: unknown = Reflect.get(Object(error), "data");
        return String(Reflect.get(Object(data), "error") ?? error);
      }
    },
    async trigger() {
      await bolt.sandbox.as("ada").command("/trigger");
      return latest;
    },
    async post(channel = GENERAL) {
      return String((await call("chat.postMessage", { channel, text: "hello" })).ts);
    },
    async room() {
      rooms += 1;
      const made = await call("conversations.create", { name: `room-${rooms}`, is_private: true });
      return String(Reflect.get(Object(made.channel), "id"));
    },
  };
}

const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
