import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Db } from "./db/client.ts";
import type { Events } from "./events/define-event.ts";
import type { Jobs } from "./jobs/queue.ts";
import type { Clock } from "./kernel/clock.ts";

/** Slack's Web API, one client for each workspace that installed the bot. */
export type SlackClients = { client(workspaceId: string): Promise<WebClient> };

/** Everything the product needs from outside, as one plain object handed down from app.ts. */
export type Deps = {
  db: Db;
  clock: Clock;
  slack: SlackClients;
  jobs: Jobs;
  /** What happens in one slice and matters to later ones. */
  events: Events;
  log: Logger;
  config: Config;
};
