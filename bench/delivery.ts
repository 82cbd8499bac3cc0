import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import postgres from "postgres";
import { z } from "zod";
import { type Db, openDatabase } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { inWorkspace, registerWorkspace } from "../src/db/workspace.ts";
import { createJobs, type Jobs } from "../src/jobs/queue.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { defineNotification } from "../src/notify/define-notification.ts";
import { deliveryJob } from "../src/notify/delivery.ts";
import { notify } from "../src/notify/notify.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { BOT_HANDLE, defaultTeam, type SandboxTeam } from "../src/sandbox/team.ts";
import { jobClient } from "../src/slack/workspace-client.ts";

const news = defineNotification({
  kind: "bench.news",
  data: z.object({ n: z.number() }),
  render: ({ n }) => ({
    text: `News ${n}`,
    blocks: [{ type: "section", text: { type: "mrkdwn", text: `*News* ${n}` } }],
  }),
});

const WORKSPACE = "T0DELIVERY";
const CHUNK = 500;

/**
 * How fast waiting messages reach many channels: `--messages=10000 --channels=2000 --workers=1 --concurrency=24`.
 * The sandbox counts no calls; `--limits=strict` has it keep Slack's limits, also those of the whole workspace.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: "string", default: "10000" },
      channels: { type: "string", default: "2000" },
      concurrency: { type: "string", default: "24" },
      workers: { type: "string", default: "1" },
      limits: { type: "string", default: "off" },
    },
  });
  const [messages, channels] = [Number(values.messages), Number(values.channels)];
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-delivery-"));
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    const rateLimits = values.limits === "strict" ? "strict" : "off";
    const sandbox = await startSandbox({ team: teamOf(channels), rateLimits });
    const log = pino({ level: "silent" });
    const jobs = createJobs({ url: server.url, log });
    await registerWorkspace(db, { id: WORKSPACE, name: "Bench" }, systemClock.now());
    const client = jobClient(sandbox.botToken, sandbox.apiUrl);
    const post = client.chat.postMessage;
    let posts = 0;
    client.chat.postMessage = (message) => {
      posts += 1;
      return post(message);
    };
    const deps = {
      db,
      jobs,
      log,
      clock: systemClock,
      slack: { client: async () => client },
    };

    const telling = performance.now();
    await tellAll(deps, messages, channels);
    print(
      `told      ${messages} messages to ${channels} channels`,
      performance.now() - telling,
      messages,
    );

    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    const queues: Jobs[] = Array.from({ length: Number(values.workers) }, () =>
      createJobs({ url: server.url, log }),
    );
    const sending = performance.now();
    await Promise.all(
      queues.map((queue) =>
        queue.work(
          [
            deliveryJob({
              notifications: [news],
              concurrency: Number(values.concurrency),
              findReader: async (_tx, _workspaceId, name) => ({
                slackUserId: null,
                name,
                timeZone: "UTC",
              }),
            }),
          ],
          { ...deps, jobs: queue },
        ),
      ),
    );
    await allSent(server.url, messages);
    const took = performance.now() - sending;
    clearInterval(watch);
    print("delivered", took, messages);
    const perChannel = Math.ceil(messages / channels);
    const floor = Math.max(0, perChannel - 3) * 1000;
    process.stdout.write(
      `at Slack's one message a second and channel, in bursts of 3, it takes at least ${(floor / 1000).toFixed(1)} s: ${((floor / took) * 100).toFixed(0)} % of the time taken\n`,
    );
    process.stdout.write(`${posts} posts for ${messages} messages\n`);
    process.stdout.write(
      `memory: ${mb(before)} MB before, ${mb(most)} MB at most, the sandbox in the same process\n`,
    );
    for (const queue of queues) await queue.stop();
    await jobs.stop();
    await sandbox.stop();
    await db.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const channelId = (n: number) => `C${String(n).padStart(9, "0")}`;

function teamOf(channels: number): SandboxTeam {
  return {
    ...defaultTeam,
    id: WORKSPACE,
    channels: Array.from({ length: channels }, (_, n) => ({
      id: channelId(n),
      name: `channel-${n}`,
      isPrivate: false,
      topic: "",
      members: [BOT_HANDLE],
    })),
  };
}

async function tellAll(
  deps: Parameters<typeof notify>[0] & { db: Db },
  messages: number,
  channels: number,
): Promise<void> {
  for (let from = 0; from < messages; from += CHUNK)
    await inWorkspace(deps.db, WORKSPACE, async (tx) => {
      for (let n = from; n < Math.min(messages, from + CHUNK); n++)
        await notify(deps, tx, news, {
          workspaceId: WORKSPACE,
          to: channelId(n % channels),
          data: { n },
          dedupeKey: `bench ${n}`,
        });
    });
}

async function allSent(url: string, messages: number): Promise<void> {
  const sql = postgres(url, { max: 1 });
  for (;;) {
    const [row] = await sql<{ sent: number }[]>`
      select count(*)::int as sent from notifications where state = 'sent'`;
    if (row?.sent === messages) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await sql.end();
}

function print(what: string, ms: number, count: number): void {
  process.stdout.write(
    `${what}: ${(ms / 1000).toFixed(1)} s, ${((count / ms) * 1000).toFixed(0)} a second\n`,
  );
}

const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
