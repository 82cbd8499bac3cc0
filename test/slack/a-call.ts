import { WebClient } from "@slack/web-api";
import { pino } from "pino";
import { loadConfig } from "../../src/config.ts";
import type { Db } from "../../src/db/client.ts";
import { createEvents } from "../../src/events/define-event.ts";
import { createJobs } from "../../src/jobs/queue.ts";
import { settingsSchema } from "../../src/kernel/settings.ts";
import type { Call } from "../../src/slack/call.ts";

export const NOW = new Date("2026-11-18T14:00:00Z");

/** Somebody asks for something, with a database and nothing behind it: no Slack is there to be called. */
export function aCall(
  database: { db: Db; url: string },
  over: { slackUserId?: string; workspaceId?: string; now?: Date } = {},
): Call {
  const { workspaceId = "T0TEST", slackUserId = "U0ANN", now = NOW } = over;
  const log = pino({ level: "silent" });
  const nothing = () => Promise.reject(new Error("Nothing is to be sent here."));
  return {
    deps: {
      db: database.db,
      clock: { now: () => now },
      slack: { client: nothing },
      jobs: createJobs({ url: database.url, log }),
      events: createEvents([]),
      log,
      config: loadConfig({}),
    },
    actor: {
      workspaceId,
      personId: 1,
      slackUserId,
      name: "Ann",
      timeZone: "Europe/Berlin",
      roles: ["ae"],
      teamId: null,
    },
    settings: settingsSchema.parse({}),
    now,
    requestId: "request",
    slack: new WebClient("xoxb-nothing"),
    channelId: "C0HERE",
    responseUrl: null,
    inPlace: false,
    open: nothing,
    reply: nothing,
  };
}
