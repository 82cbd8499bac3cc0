import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { pgBinaries } from "../src/db/pg-binaries.ts";
import { run as runProgram } from "../src/db/run-program.ts";
import { clusterHome, serverAccount } from "../src/db/server-account.ts";
import { createJobs } from "../src/jobs/queue.ts";
import { startFleet, teamWith } from "../test/digest-faults/fleet.ts";
import {
  type Outcome,
  passTime,
  slotsOf,
  subscribeAll,
  type Told,
  type Trouble,
} from "../test/digest-faults/year.ts";
import { seededRandom } from "./random.ts";

/** Zones of both hemispheres with every kind of summer time there is, and without. */
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "Europe/Lisbon",
  "Europe/Athens",
  "Europe/Istanbul",
  "Europe/Moscow",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Johannesburg",
  "Africa/Lagos",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Halifax",
  "America/St_Johns",
  "America/Mexico_City",
  "America/Bogota",
  "America/Santiago",
  "America/Asuncion",
  "America/Sao_Paulo",
  "America/Havana",
  "America/Nuuk",
  "Asia/Jerusalem",
  "Asia/Beirut",
  "Asia/Dubai",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Shanghai",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Pacific/Honolulu",
];
const START = "2026-11-20T00:00:00Z";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEED = 20_261_120;
const POST = { method: "chat.postMessage" } as const;

/**
 * A year of digests in 40 zones by three processes that are killed, on a Slack that fails and a database that restarts: how many
 * came twice, never, too early or too late. `--subscriptions=200`, `--days=365`, `--kills=150`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      subscriptions: { type: "string", default: "200" },
      days: { type: "string", default: "365" },
      kills: { type: "string", default: "150" },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-bench-"));
  const server = await startEmbedded(folder, { durable: false });
  try {
    await migrate(server.url);
    const jobs = createJobs({ url: server.url, log: pino({ level: "silent" }) });
    await jobs.start();
    await jobs.stop();
    const told = subscriptions(Number(values.subscriptions));
    const from = new Date(START);
    const to = new Date(from.getTime() + Number(values.days) * DAY_MS);
    const fleet = await startFleet({
      url: server.url,
      team: teamWith(told.map((one) => one.channel)),
      start: from,
      sandbox: { rateLimits: "off" },
    });
    try {
      await subscribeAll(fleet, told);
      const moments = new Set(slotsOf(told, from, to).map((slot) => slot.at.getTime())).size;
      const began = performance.now();
      const trouble = troubleOf(moments, Number(values.kills), () => restart(folder));
      const outcome = await passTime(fleet, told, { from, to }, trouble, say);
      print(outcome, told.length, Number(values.days), performance.now() - began);
    } finally {
      await fleet.stop();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Digests of every cadence, spread over the zones. Most come when it is 06:00 or 18:00 UTC in November, so that many are due at once;
 * the weekly ones at half past two on Sundays, which is where clocks change.
 */
function subscriptions(count: number): Told[] {
  return Array.from({ length: count }, (_, i) => {
    const timeZone = ZONES[i % ZONES.length] ?? "UTC";
    const cadence = (["daily", "weekdays", "daily", "weekly", "monthly"] as const)[
      Math.floor(i / ZONES.length) % 5
    ];
    const moment = new Date(Date.parse(START) + (i % 2 === 0 ? 6 : 18) * HOUR_MS);
    const local = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
    }).format(moment);
    return {
      id: i + 1,
      channel: `C0BENCH${String(i).padStart(4, "0")}`,
      timeZone,
      time: cadence === "weekly" ? "02:30" : local,
      cadence: cadence ?? "daily",
      weekday: cadence === "weekly" ? 7 : null,
      monthday: cadence === "monthly" ? (i % 31) + 1 : null,
    };
  });
}

function troubleOf(
  moments: number,
  kills: number,
  restartDatabase: () => Promise<void>,
): (step: number) => Trouble[] {
  const random = seededRandom(SEED);
  const planned = new Map<number, Trouble[]>();
  const plan = (trouble: Trouble, step = Math.floor(random() * moments)) =>
    planned.set(step, [...(planned.get(step) ?? []), trouble]);
  for (let n = 0; n < kills; n++)
    plan({ kind: "kill", process: n, afterMs: Math.floor(random() * 150) });
  for (let n = 0; n < kills; n++) {
    plan({ kind: "fault", fault: { kind: "lost", ...POST } });
    plan({ kind: "fault", fault: { kind: "status", status: 500, ...POST } });
    plan({ kind: "fault", fault: { kind: "ratelimited", retryAfter: 1, ...POST } });
    plan({ kind: "fault", fault: { kind: "slow", ms: 200, ...POST } });
  }
  // Longer than whoever waits for the answer has the right to the channel: another one takes over meanwhile.
  for (let n = 0; n < kills / 5; n++)
    plan({ kind: "fault", fault: { kind: "slow", ms: 10_000, ...POST } });
  if (kills === 0) return () => [];
  for (const share of [0.3, 0.6])
    plan({ kind: "outage", minutes: 150 }, Math.floor(moments * share));
  for (const share of [0.2, 0.5, 0.8])
    plan({ kind: "restart", restart: restartDatabase }, Math.floor(moments * share));
  return (step) => planned.get(step) ?? [];
}

/** Restarts the server under its clients, on the same port. */
async function restart(folder: string): Promise<void> {
  const { pgCtl } = await pgBinaries();
  const data = join(await clusterHome(folder), "postgres");
  await runProgram(pgCtl, ["restart", "-D", data, "-w", "-m", "fast"], await serverAccount());
}

function print(outcome: Outcome, subscriptions: number, days: number, ms: number): void {
  const { duplicates, lost, early, late } = outcome;
  const faults = Object.entries(outcome.faults).map(([kind, count]) => `${count} ${kind}`);
  say(`${subscriptions} subscriptions in ${ZONES.length} zones, ${days} days from ${START.slice(0, 10)}, ${Math.round(ms / 1000)} s
slots       ${outcome.slots}
sent        ${outcome.sent}
skipped     ${outcome.skipped} (all processes were down for longer than the grace time; each is noted)
kills       ${outcome.kills} of processes
restarts    ${outcome.restarts} of the database
faults      of Slack's answers: ${faults.join(", ") || "none"}
duplicates  ${duplicates.length} ${duplicates.slice(0, 3).join(" ")}
lost        ${lost.length} ${lost.slice(0, 3).join(" ")}
early       ${early.length} ${early.slice(0, 3).join(" ")}
late        ${late.length} ${late.slice(0, 3).join(" ")}`);
  if (duplicates.length + lost.length + early.length + late.length > 0) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
