import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { type Cluster, readPassword, SUPERUSER } from "./cluster.ts";
import { pgBinaries } from "./pg-binaries.ts";
import { run } from "./run-program.ts";
import { serverAccount } from "./server-account.ts";

const START_TIMEOUT_MS = 60_000;

/**
 * Returns the address of the cluster's server, which is started unless one is there: left behind by a bot that was
 * killed, or started by another process at the same moment. One that is starting or stopping is waited for.
 */
export async function ensureServer(cluster: Cluster): Promise<string> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (let failures = 0; ; ) {
    const found = await findServer(cluster);
    if (found.state === "ready") return found.url;
    if (found.state === "none")
      try {
        await startServer(cluster);
        continue;
      } catch (error) {
        // With a pid file there, somebody else's server is in the way, and will be ready or gone.
        // Without one the port may have been taken in between, but not twice.
        if (!existsSync(pidFile(cluster)) && ++failures > 1) throw error;
        if (performance.now() > deadline) throw error;
      }
    if (performance.now() > deadline)
      throw new Error(`The database in ${cluster.folder} neither started nor stopped in time.`);
    await sleep(100);
  }
}

/** Stops the server, unless it is gone already; what clients were doing is rolled back. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const { folder } = cluster;
  const { pgCtl } = await pgBinaries();
  const account = await serverAccount();
  const stop = (mode: string) =>
    run(pgCtl, ["stop", "-D", folder, "-m", mode, "-w", "-t", "30"], account);
  try {
    await stop("fast");
  } catch (error) {
    // Killed together with whoever started it, it leaves its pid file behind.
    if ((await findServer(cluster)).state === "none") return;
    // Recovers at the next start, from its log, like after a power cut.
    await stop("immediate").catch(() => {
      throw error;
    });
  }
}

const pidFile = ({ folder }: Cluster) => join(folder, "postmaster.pid");

type Found = { state: "ready"; url: string } | { state: "busy" } | { state: "none" };

/** Asks the server itself: a pid file may be left over, and its number may be another process's by now. */
async function findServer(cluster: Cluster): Promise<Found> {
  let port: number;
  try {
    port = Number((await readFile(pidFile(cluster), "utf8")).split("\n")[3]);
  } catch {
    return { state: "none" };
  }
  if (!(port > 0)) return { state: "busy" };
  const url = `postgres://${SUPERUSER}:${await readPassword(cluster)}@127.0.0.1:${port}/postgres`;
  const client = postgres(url, { max: 1, fetch_types: false, connect_timeout: 5 });
  try {
    await client`select 1`;
    return { state: "ready", url };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // 57P03: it is starting up or shutting down.
    return { state: code === "57P03" ? "busy" : "none" };
  } finally {
    await client.end({ timeout: 1 });
  }
}

async function startServer(cluster: Cluster): Promise<void> {
  const { pgCtl } = await pgBinaries();
  const log = join(cluster.folder, "start.log");
  const settings = Object.entries(settingsOf(cluster, await freePort()))
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
  try {
    // pg_ctl gives the server a session of its own, so that signals to ours don't reach it.
    await run(
      pgCtl,
      ["start", "-D", cluster.folder, "-w", "-l", log, "-o", settings],
      await serverAccount(),
    );
  } catch (error) {
    const told = await readFile(log, "utf8").catch(() => "");
    throw new Error(
      `The database in ${cluster.folder} did not start. ${told.trim().split("\n").slice(-5).join("\n")}`,
      { cause: error },
    );
  }
}

function settingsOf(cluster: Cluster, port: number): Record<string, string | number> {
  return {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // Compiling a plan costs more than any of our statements.
    jit: "off",
    ...(cluster.durable
      ? {
          // Seven files, one for each day of the week, so that the log never fills the disk.
          logging_collector: "on",
          log_filename: "postgres-%a.log",
          log_truncate_on_rotation: "on",
          log_rotation_age: "1d",
          log_rotation_size: 0,
        }
      : {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_wal_size: "256MB",
        }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("The system gave no port.")),
      );
    });
  });
}
