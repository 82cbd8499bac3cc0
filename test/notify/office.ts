import { pino } from "pino";
import { z } from "zod";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { createJobs, type Jobs } from "../../src/jobs/queue.ts";
import {
  defineNotification,
  type NotificationDefinition,
  type Reader,
} from "../../src/notify/define-notification.ts";
import { type DeliveryOptions, deliveryJob } from "../../src/notify/delivery.ts";
import { notify } from "../../src/notify/notify.ts";
import { notifications } from "../../src/notify/schema.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { movableClock } from "../support/sandbox.ts";
import { type SmallSlack, smallSlack } from "./small-slack.ts";

/** A Monday morning. */
export const NOW = "2026-03-02T09:00:00Z";

export const log = pino({ level: process.env.TEST_LOG ?? "silent" });

/** News of a deal; the others are of the same shape and differ in when they go out. */
export const newsData = z.object({ deal: z.string(), what: z.string() });
const render = ({ deal, what }: z.infer<typeof newsData>, reader: Reader) => ({
  text: `${reader.name}, ${deal}: ${what}`,
  blocks: [
    { type: "section" as const, text: { type: "mrkdwn" as const, text: `*${deal}* ${what}` } },
  ],
});

export const dealNews = defineNotification({
  kind: "deals.news",
  topic: "deal_changes",
  data: newsData,
  subject: ({ deal }) => `deal:${deal}`,
  render,
  line: ({ what }) => md`${what}`,
});
export const burstNews = defineNotification({
  kind: "deals.burst",
  topic: "deal_changes",
  data: newsData,
  subject: ({ deal }) => `deal:${deal}`,
  render,
  merge: (news, reader) => ({
    text: `${reader.name}: ${news.length} changes of ${new Set(news.map(({ deal }) => deal)).size} deals`,
  }),
});
export const reminder = defineNotification({
  kind: "test.reminder",
  topic: "reminders",
  data: newsData,
  render,
});
export const approval = defineNotification({
  kind: "test.approval",
  topic: "approvals",
  urgency: "now",
  throughQuiet: true,
  data: newsData,
  render,
});
export const forMorning = defineNotification({
  kind: "test.morning",
  topic: "reminders",
  urgency: "summary",
  data: newsData,
  render,
});
/** Somebody's day, which takes along what waited. */
export const ownMorning = defineNotification({
  kind: "test.own-morning",
  topic: "morning",
  urgency: "now",
  throughQuiet: true,
  data: newsData,
  render,
  gather: (day, news, reader) => ({
    text: [render(day, reader).text, ...news.map(({ text }) => text)].join("\n"),
  }),
});
export const withThread = defineNotification({
  kind: "test.thread",
  topic: "digest",
  data: newsData,
  render: (news, reader) => ({
    ...render(news, reader),
    thread: [{ text: "at risk" }, { text: "won" }, { text: "lost" }],
  }),
});
export const kinds: readonly NotificationDefinition[] = [
  dealNews,
  burstNews,
  reminder,
  approval,
  forMorning,
  ownMorning,
  withThread,
];

export const readers: Record<string, Reader> = {
  U1: { slackUserId: "U1", name: "Ada", timeZone: "Asia/Tokyo" },
  U2: { slackUserId: "U2", name: "Bo", timeZone: "Europe/Lisbon" },
  C1: { slackUserId: null, name: "C1", timeZone: "UTC" },
};

export type News = z.infer<typeof newsData>;
export type Delivery = ReturnType<typeof deliveryJob>;

/** A workspace T1, a small Slack, and deliveries that are run by hand or by the queue. */
export async function openOffice(options: Partial<DeliveryOptions> = {}) {
  const clock = movableClock(NOW);
  const machine = movableClock(NOW);
  const database: TestDatabase = await testDatabase();
  const jobs: Jobs = createJobs({ url: database.url, log });
  const slack: SmallSlack = await smallSlack();
  const newDelivery = (more: Partial<DeliveryOptions> = {}): Delivery =>
    deliveryJob({
      notifications: kinds,
      findReader: async (_tx, _workspaceId, recipient) => readers[recipient] ?? null,
      machine,
      pass: async (ms) => machine.forward(ms),
      ...options,
      ...more,
    });
  const deps = {
    db: database.db,
    jobs,
    log,
    clock,
    slack: { client: async () => slack.client },
  };
  await registerWorkspace(database.db, { id: "T1", name: "One" }, clock.now());
  const delivery = newDelivery();
  const rows = () =>
    inWorkspace(database.db, "T1", (tx) =>
      tx.select().from(notifications).orderBy(notifications.seq),
    );
  let told = 0;
  return {
    clock,
    machine,
    database,
    jobs,
    slack,
    deps,
    delivery,
    newDelivery,
    /** Time passes for everybody. */
    pass(ms: number) {
      clock.forward(ms);
      machine.forward(ms);
    },
    tell(
      to: string,
      kind: NotificationDefinition<News> = dealNews,
      news: Partial<News> & { key?: string; thread?: string } = {},
    ) {
      told += 1;
      const { key = `k${told}`, thread, deal = "Acme", what = `change ${told}` } = news;
      return inWorkspace(database.db, "T1", (tx) =>
        notify(deps, tx, kind, {
          workspaceId: "T1",
          to,
          data: { deal, what },
          dedupeKey: key,
          thread,
        }),
      );
    },
    /** One run of the job, by hand: the queue's waits between two tries are not what is tested then. */
    deliver: (recipient: string, by: Delivery = delivery, signal = new AbortController().signal) =>
      by.perform(
        deps,
        { workspaceId: "T1", recipient, dedupeKey: null },
        { number: 1, isLast: false, signal },
      ),
    rows,
    row: async (key: string) => (await rows()).find((row) => row.dedupeKey === key),
    async close() {
      await jobs.stop();
      await slack.close();
      await database.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
