import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";

export type { Seen, SeenMessage, SeenView } from "../../src/sandbox/driver/seen.ts";
export type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
export { startSandbox } from "../../src/sandbox/sandbox.ts";

/** A sandbox with a bare Bolt app connected to it, for tests of the sandbox itself. */
export type BoltInSandbox = { sandbox: Sandbox; app: App; stop(): Promise<void> };

const authorize = (sandbox: Sandbox) => async () => ({
  botToken: sandbox.botToken,
  botId: "B0DEALDESK",
  botUserId: "U0DEALDESK",
  teamId: sandbox.teamId,
});

/**
 * Starts a sandbox and a Bolt app over Socket Mode. `listen` registers the listeners.
 * The two option objects are separate because the socket client writes its retry policy into the one it gets.
 * @param options.pingTimeoutMs how long the app waits for an answer to its ping, and before it connects again after a refusal.
 *   A busy machine may take a second to answer: an app that is less patient hangs up and loses what is on its way
 */
export async function boltInSandbox(
  listen: (app: App, sandbox: Sandbox) => void,
  options: SandboxOptions & { pingTimeoutMs?: number } = {},
): Promise<BoltInSandbox> {
  const { pingTimeoutMs = 5_000, ...sandboxOptions } = options;
  const sandbox = await startSandbox(sandboxOptions);
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: pingTimeoutMs,
    installerOptions: {
      clientOptions: {
        slackApiUrl: sandbox.apiUrl,
        retryConfig: { forever: true, minTimeout: 50 },
      },
    },
  });
  const app = new App({
    receiver,
    authorize: authorize(sandbox),
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  listen(app, sandbox);
  await app.start();
  return {
    sandbox,
    app,
    async stop() {
      await app.stop();
      await sandbox.stop();
    },
  };
}

/** The same over signed HTTP requests. */
export async function boltOverHttp(
  listen: (app: App, sandbox: Sandbox) => void,
  signingSecret?: string,
): Promise<BoltInSandbox> {
  const sandbox = await startSandbox();
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret ?? sandbox.signingSecret,
    port: 0,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    receiver,
    authorize: authorize(sandbox),
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app, sandbox);
  const server = await app.start(0);
  const address = "address" in server ? server.address() : null;
  if (typeof address !== "object" || !address) throw new Error("Bolt has no port.");
  sandbox.deliverTo({ requestUrl: `http://127.0.0.1:${address.port}/slack/events` });
  return {
    sandbox,
    app,
    async stop() {
      await app.stop();
      await sandbox.stop();
    },
  };
}

/** A clock that stands still until a test moves it. */
export type MovableClock = { now(): Date; forward(ms: number): void };

/** A clock that stands at `start` (ISO) until it is moved. */
export function movableClock(start: string): MovableClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    forward(ms) {
      at += ms;
    },
  };
}
