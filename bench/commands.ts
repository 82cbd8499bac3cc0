import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { eq } from "drizzle-orm";
import { destination, pino } from "pino";
import postgres from "postgres";
import { buildApp } from "../src/app.ts";
import { loadConfig } from "../src/config.ts";
import { type Db, openDatabase } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { inWorkspace } from "../src/db/workspace.ts";
import { deals } from "../src/features/deals/schema/deals.ts";
import { createJobs } from "../src/jobs/queue.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/sandbox.ts";
import { type Floor, keyOf, startFloor } from "./commands/floor.ts";
import { type RecordedTransaction, recorder } from "./commands/recording.ts";
import { quantile, type Timing, timeCommand } from "./commands/timing.ts";
import { fillWorkspace, handleOf, SIZE, salesTeam } from "./commands/workspace.ts";

type Asked = { handle: string; text: string };
/** A command in as many variants as there are; the floor gets its own where a command changes something. */
type Scenario = { name: string; product: readonly Asked[]; floor: readonly Asked[] };

const WARM_UP = 100;
const VARIANTS = 40;
const TURN = ["floor", "product"] as const;

/**
 * Times `/deal show`, `/deal list` and `/deal move` of the product and of a bare Bolt that runs the same SQL, taking turns.
 * `--rounds=300` of each; `--only=show` measures one command.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "300" }, only: { type: "string" } },
  });
  const rounds = Number(values.rounds);
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-bench-"));
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const opened = await openDatabase(server.url);
    const { db, during } = recorder(opened);
    await fillWorkspace(db, systemClock.now());
    await vacuum(server.url);
    const sandbox = await startSandbox({ team: salesTeam, rateLimits: "off" });
    // News go where a production log goes: through the serializer and out of the process.
    const log = pino({ level: "info" }, destination("/dev/null"));
    const jobs = createJobs({ url: server.url, log });
    await jobs.start();
    const { botToken, appToken, apiUrl } = sandbox;
    const product = await buildApp({
      config: loadConfig({}),
      slack: { mode: "socket", botToken, appToken, apiUrl },
      port: null,
      db,
      jobs,
      clock: systemClock,
      log,
    });
    await product.start();
    const floor = await startFloor(server.url);

    process.stdout.write(
      `${SIZE.deals} deals of ${SIZE.people} people, ${rounds} rounds each, milliseconds\n\n`,
    );
    printRow(["", "", "floor", "product", "ratio", "statements"]);
    for (const scenario of await scenarios(opened)) {
      if (values.only && !scenario.name.includes(values.only)) continue;
      const learned = await teach(floor, sandbox, scenario, during);
      report(
        scenario,
        await measure(scenario, { floor: floor.sandbox, product: sandbox }, rounds),
        learned,
      );
    }
    await floor.stop();
    await product.stop();
    await sandbox.stop();
    await opened.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function vacuum(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`vacuum analyze`;
  await sql.end();
}

async function scenarios(db: Db): Promise<Scenario[]> {
  const open = await inWorkspace(db, salesTeam.id, (tx) =>
    tx
      .select({ id: deals.id, ownerId: deals.ownerId })
      .from(deals)
      .where(eq(deals.stage, "discovery"))
      .orderBy(deals.id)
      .limit(2 * VARIANTS),
  );
  const asked = (rest: string) => (deal: { id: number; ownerId: number }) => ({
    handle: handleOf(deal.ownerId),
    text: rest.replace("ID", `opp_${deal.id}`),
  });
  const [mine, others] = [open.slice(0, VARIANTS), open.slice(VARIANTS)];
  // There and back, so that a variant can be asked again and again.
  const moves = (some: typeof open) => [
    ...some.map(asked("move ID demo")),
    ...some.map(asked("move ID discovery")),
  ];
  const lists = Array.from({ length: SIZE.people }, (_, i) => ({
    handle: handleOf(i + 1),
    text: "list",
  }));
  const same = (name: string, all: Asked[]) => ({ name, product: all, floor: all });
  return [
    same("/deal show", mine.map(asked("show ID"))),
    same("/deal list", lists),
    { name: "/deal move", product: moves(mine), floor: moves(others) },
  ];
}

/** Lets the product do each command of the floor once, and the floor learn it. Returns what was sent for the first one. */
async function teach(
  floor: Floor,
  sandbox: Sandbox,
  scenario: Scenario,
  during: (work: () => Promise<unknown>) => Promise<RecordedTransaction[]>,
): Promise<RecordedTransaction[]> {
  let first: RecordedTransaction[] = [];
  for (const asked of scenario.floor) {
    const transactions = await during(() => timeCommand(sandbox, asked));
    const answer = sandbox.log.findLast(({ kind }) => kind === "response_url")?.detail;
    floor.learn(keyOf(sandbox.as(asked.handle).id, asked.text), {
      transactions,
      answer: Object.fromEntries(Object.entries(Object(answer))),
    });
    if (first.length === 0) first = transactions;
  }
  return first;
}

type Timings = { floor: Timing[]; product: Timing[] };

async function measure(
  scenario: Scenario,
  sandboxes: { floor: Sandbox; product: Sandbox },
  rounds: number,
): Promise<Timings> {
  const timings: Timings = { floor: [], product: [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    // Whoever comes second finds warmer pages, so they take turns in that too.
    for (const who of round % 2 === 0 ? TURN : [...TURN].reverse()) {
      const variants = scenario[who];
      const asked = variants[(round + WARM_UP) % variants.length];
      if (!asked) throw new Error(`${scenario.name} has no variants.`);
      const timing = await timeCommand(sandboxes[who], asked);
      if (round >= 0) timings[who].push(timing);
    }
  }
  return timings;
}

function report(
  { name }: Scenario,
  { floor, product }: Timings,
  learned: readonly RecordedTransaction[],
): void {
  const reply = (timings: Timing[], share: number) =>
    quantile(
      timings.map((timing) => timing.reply),
      share,
    );
  const sent = `${learned.reduce((sum, { statements }) => sum + statements.length, 0)} in ${learned.length}`;
  for (const [label, share] of [
    ["median", 0.5],
    ["p95", 0.95],
  ] as const) {
    const [low, high] = [reply(floor, share), reply(product, share)];
    const first = label === "median";
    printRow([
      first ? name : "",
      label,
      low.toFixed(2),
      high.toFixed(2),
      (high / low).toFixed(2),
      first ? sent : "",
    ]);
  }
  const ack = (timings: Timing[], share: number) =>
    quantile(
      timings.map((timing) => timing.ack),
      share,
    ).toFixed(1);
  printRow(["", "ack median", ack(floor, 0.5), ack(product, 0.5), "", ""]);
  printRow(["", "ack p95", ack(floor, 0.95), ack(product, 0.95), "", ""]);
}

function printRow(cells: readonly string[]): void {
  const widths = [14, 12, 9, 9, 7, 12];
  const row = cells.map((cell, i) =>
    i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
  );
  process.stdout.write(`${row.join("").trimEnd()}\n`);
}
