import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { WebClient } from "@slack/web-api";
import { PgBoss } from "pg-boss";
import postgres from "postgres";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type SandboxTeam, secondTeam } from "../../src/sandbox/team.ts";

export type FromFleet = { ahead: number; go?: true } | { tick: string };
export type ToFleet = "loaded" | "ready";

/** A message as Slack has it: the key it carries and when it was posted. */
export type PostedDigest = { key: string; at: Date };

const PROCESS = fileURLToPath(new URL("process.ts", import.meta.url));
const START_MS = 60_000;
const KEY = /^digest:\d+:[^#]+$/;

/** A workspace with these channels, the bot in each. */
export function teamWith(channels: readonly string[]): SandboxTeam {
  const bot = secondTeam.people.filter((person) => person.isBot);
  const owner = secondTeam.people.filter((person) => person.isOwner);
  const members = [...owner, ...bot].map((person) => person.handle);
  return {
    ...secondTeam,
    id: "T0FLEET0001",
    people: [...owner, ...bot],
    channels: channels.map((id) => ({
      id,
      name: id.toLowerCase(),
      isPrivate: false,
      topic: "",
      members,
    })),
  };
}

/** Several bot processes on one database and one local Slack, with a clock they share, in the hands of whoever kills them. */
export type Fleet = {
  sandbox: Sandbox;
  sql: postgres.Sql;
  now(): Date;
  /** How many processes were killed. */
  kills(): number;
  /** Sets the clock of all: processes, queue and Slack. It never goes back. */
  moveTo(at: Date): Promise<void>;
  /** Every process ticks, as at the full minute. */
  tick(): void;
  /** Kills a process in the middle of whatever it does; another takes its place by itself. */
  kill(n: number): void;
  /** Kills all, and starts new ones only when told. */
  killAll(): void;
  startAll(): Promise<void>;
  /** Waits until those that were killed are replaced. */
  complete(): Promise<void>;
  /** What the queue's supervisor does every minute: jobs of processes that died are given to others. */
  supervise(): Promise<void>;
  /** The digests in a channel. */
  posted(channel: string): Promise<PostedDigest[]>;
  stop(): Promise<void>;
};

/** Starts the processes; the clock stands at `start` and goes on as the machine's. */
export async function startFleet(options: {
  url: string;
  team: SandboxTeam;
  start: Date;
  processes?: number;
  sandbox?: Partial<SandboxOptions>;
}): Promise<Fleet> {
  const { url, team, processes = 3 } = options;
  let ahead = options.start.getTime() - Date.now();
  const clock = { now: () => new Date(Date.now() + ahead) };
  const sandbox = await startSandbox({ clock, team, ...options.sandbox });
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  const boss = new PgBoss({
    connectionString: url,
    schema: "pgboss",
    supervise: false,
    schedule: false,
    migrate: false,
    max: 1,
  });
  boss.on("error", () => {});
  await boss.start();
  const children: (ChildProcess | null)[] = Array.from({ length: processes }, () => null);
  const starting = new Set<Promise<void>>();
  let killed = 0;
  let isDown = false;
  let isOver = false;
  // One after the other: each start writes the queue's clock, and PostgreSQL refuses two writers of one function.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done.catch(() => {});
    return done;
  };

  /** Jobs are due by the moved clock. */
  async function moveQueue(): Promise<void> {
    await again(() =>
      sql.unsafe(`create or replace function pgboss.job_now() returns timestamp with time zone as
        $$ select pg_catalog.now() + interval '${Math.round(ahead)} milliseconds'; $$ language sql stable`),
    );
  }

  async function spawn(n: number): Promise<void> {
    if (isDown || isOver) return;
    const child = fork(PROCESS, {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        TEST_LOG: process.env.TEST_LOG ?? "silent",
        // Halves the work of a start, of which there are hundreds.
        NODE_COMPILE_CACHE: join(tmpdir(), "dealdesk-compile-cache"),
        FLEET_DATABASE: url,
        FLEET_API: sandbox.apiUrl,
        FLEET_BOT_TOKEN: sandbox.botToken,
        FLEET_APP_TOKEN: sandbox.appToken,
      },
    });
    children[n] = child;
    let isGone = false;
    child.once("exit", () => {
      isGone = true;
      if (children[n] !== child) return;
      children[n] = null;
      if (!isDown && !isOver) replace(n);
    });
    await said(child, "loaded");
    await inTurn(async () => {
      if (isGone) return;
      child.send({ ahead, go: true } satisfies FromFleet, () => {});
      await said(child, "ready");
      // It wrote what it was started with.
      if (!isOver) await moveQueue();
    });
  }

  function replace(n: number): void {
    const started = spawn(n).finally(() => starting.delete(started));
    starting.add(started);
  }

  const send = (message: FromFleet) => {
    for (const child of children) if (child?.connected) child.send(message, () => {});
  };
  const end = (child: ChildProcess | null) => {
    if (!child) return;
    killed += 1;
    child.kill("SIGKILL");
  };
  const complete = async () => {
    while (starting.size > 0) await Promise.all(starting);
  };

  const fleet: Fleet = {
    sandbox,
    sql,
    now: clock.now,
    kills: () => killed,
    moveTo: (at) =>
      inTurn(async () => {
        ahead = Math.max(ahead, at.getTime() - Date.now());
        send({ ahead });
        await moveQueue();
      }),
    tick() {
      const minute = Math.floor(clock.now().getTime() / 60_000) * 60_000;
      send({ tick: new Date(minute).toISOString() });
    },
    kill: (n) => end(children[n % processes] ?? null),
    killAll() {
      isDown = true;
      for (const child of children) end(child);
    },
    async startAll() {
      isDown = false;
      for (let n = 0; n < processes; n++) if (!children[n]) replace(n);
      await complete();
    },
    complete,
    supervise: () => again(() => boss.supervise()),
    async posted(channel) {
      const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
      const found: PostedDigest[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.conversations.history({
          channel,
          limit: 200,
          include_all_metadata: true,
          ...(cursor && { cursor }),
        });
        for (const { ts, metadata } of page.messages ?? []) {
          const payload: Record<string, unknown> = { ...metadata?.event_payload };
          const key = String(payload.key ?? "");
          if (ts && KEY.test(key)) found.push({ key, at: new Date(Number(ts) * 1000) });
        }
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      return found;
    },
    async stop() {
      isOver = true;
      for (const child of children) child?.kill("SIGKILL");
      await turn;
      for (const child of children) child?.kill("SIGKILL");
      await boss.stop({ graceful: false }).catch(() => {});
      await sql.end({ timeout: 1 });
      await sandbox.stop();
    },
  };
  await fleet.startAll();
  return fleet;
}

/** Resolves when the process says the word, or ends. */
function said(child: ChildProcess, word: ToFleet): Promise<void> {
  return new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(resolve, START_MS);
    const done = () => {
      clearTimeout(timer);
      child.off("message", hear);
      child.off("exit", done);
      resolve();
    };
    const hear = (message: ToFleet) => {
      if (message === word) done();
    };
    child.on("message", hear);
    child.on("exit", done);
  });
}

/** Tries again while the database is away or somebody else writes the same function. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 60) throw error;
      await sleep(Math.min(50 * tries, 500));
    }
  }
}
