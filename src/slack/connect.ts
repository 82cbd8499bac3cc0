import type { Server } from "node:http";
import {
  App,
  type AppOptions,
  type Logger as BoltLogger,
  type CustomRoute,
  HTTPReceiver,
  LogLevel,
  SocketModeReceiver,
} from "@slack/bolt";
import type { Logger } from "pino";
import { ConfigError, type SlackConnection } from "../config.ts";
import { serveRoutes } from "./serve-routes.ts";
import { namingToken } from "./token.ts";

export type Connection = {
  app: App;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether events can reach the bot at this moment. */
  isConnected(): boolean;
};

/**
 * Bolt over a socket it opens, or over HTTP requests it receives.
 * @param port where HTTP is served: Slack's requests in HTTP mode; health and metrics in both. Null in Socket Mode serves none.
 */
export function connectSlack(
  slack: Exclude<SlackConnection, { mode: "sandbox" }>,
  options: {
    authorize: NonNullable<AppOptions["authorize"]>;
    log: Logger;
    port: number | null;
    routes: CustomRoute[];
  },
): Connection {
  const { authorize, routes } = options;
  const logger = boltLogger(options.log);
  const shared = {
    authorize,
    logger,
    convoStore: false as const,
    clientOptions: clientOptions(slack.apiUrl),
  };
  if (slack.mode === "http") {
    const receiver = new HTTPReceiver({
      signingSecret: slack.signingSecret,
      customRoutes: routes,
      customPropertiesExtractor: (request) => ({
        deliveryId: request.headers["x-slack-signature"],
      }),
      logger,
    });
    const app = new App({ ...shared, receiver });
    let server: Server | null = null;
    return {
      app,
      async start() {
        const port = options.port ?? 3000;
        server = await receiver.start(port).catch((error: unknown) => {
          throw namingPort(error, port);
        });
      },
      async stop() {
        const stopped = receiver.stop();
        // Kept-alive connections would hold the server open for minutes.
        server?.closeAllConnections();
        await stopped;
      },
      isConnected: () => server?.listening ?? false,
    };
  }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger,
    clientPingTimeout: 5000,
    customPropertiesExtractor: (envelope) => ({ deliveryId: envelope.envelope_id }),
    // Its own object: the socket client writes its retry rules into the one it is given.
    installerOptions: {
      clientOptions: {
        slackApiUrl: slack.apiUrl,
        retryConfig: { forever: true, minTimeout: 500, maxTimeout: 30_000, randomize: true },
      },
    },
  });
  const app = new App({ ...shared, receiver });
  const { port } = options;
  let server: Server | null = null;
  return {
    app,
    async start() {
      if (port !== null)
        server = await serveRoutes(routes, port).catch((error: unknown) => {
          throw namingPort(error, port);
        });
      await app.start().catch((error: unknown) => {
        throw namingToken(error, "SLACK_APP_TOKEN");
      });
    },
    async stop() {
      server?.close();
      server?.closeAllConnections();
      await app.stop();
    },
    isConnected: () => receiver.client.websocket?.isActive() ?? false,
  };
}

function namingPort(error: unknown, port: number): unknown {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE"
    ? new ConfigError(`PORT ${port} is taken: it expects a free port.`)
    : error;
}

/** How every client of ours calls Slack: few retries, and a rate limit is an error to schedule around, not a pause of everything. */
export function clientOptions(apiUrl: string) {
  return { slackApiUrl: apiUrl, retryConfig: { retries: 2 }, rejectRateLimitedCalls: true };
}

function boltLogger(log: Logger): BoltLogger {
  const words = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
  const detail = (...parts: unknown[]) => {
    // Bolt tells of every message; most of the time nobody wants to know.
    if (log.isLevelEnabled("debug")) log.debug(words(parts));
  };
  return {
    debug: detail,
    // Bolt's own news (connected, reconnecting) are details to an operator.
    info: detail,
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
