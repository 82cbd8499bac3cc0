import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { type Cluster, createCluster } from "./cluster.ts";
import { ensureServer, stopServer } from "./server.ts";
import { clusterHome } from "./server-account.ts";

/** A PostgreSQL of the bot's own, in its data folder. */
export type EmbeddedDatabase = {
  url: string;
  /** Ends the server's connections and stops it. */
  stop(): Promise<void>;
};

/** Another process works on the data folder. */
export class AlreadyRunning extends Error {
  override readonly name = "AlreadyRunning";
  /** Its process id, when it is known. */
  readonly pid: number | undefined;

  constructor(folder: string, pid: number | undefined) {
    super(
      `Dealdesk is already running on the folder ${folder}${pid ? ` (process ${pid})` : ""}. Stop it first, or set DATA_DIR to another folder.`,
    );
    this.pid = pid;
  }
}

const LOCK = 0x626f74;
const LOCK_APPLICATION = "dealdesk process ";

/**
 * Starts PostgreSQL in `<dataDir>/postgres`, which is made at the first start. It listens on 127.0.0.1 only, on a
 * port that is free, with a password kept beside the data (mode 600).
 *
 * The server outlives a signal to the terminal's process group, so that the bot can finish its work first; one left
 * behind by a bot that was killed is taken over at the next start.
 * @param options.durable false gives up safety against power loss for speed: for tests.
 * @throws AlreadyRunning when another process uses the folder, which is not disturbed.
 */
export async function startEmbedded(
  dataDir: string,
  options: { durable?: boolean | undefined } = {},
): Promise<EmbeddedDatabase> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const cluster: Cluster = {
    folder: join(await clusterHome(folder), "postgres"),
    durable: options.durable ?? true,
  };
  await createCluster(cluster);
  const url = await ensureServer(cluster);
  const lock = await lockFolder(url, folder);
  let stopping: Promise<void> | undefined;
  return {
    url,
    stop() {
      stopping ??= lock.release().then(() => stopServer(cluster));
      return stopping;
    },
  };
}

/**
 * Takes the folder for this process with a lock in the database itself. Unlike a file with a process id it can't be
 * left behind, and a process id that was given to somebody else can't be mistaken for the owner.
 */
async function lockFolder(url: string, folder: string): Promise<{ release(): Promise<void> }> {
  let releasing = false;
  const client = postgres(url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: 0,
    connection: { application_name: `${LOCK_APPLICATION}${process.pid}` },
    onclose: () => {
      // The server restarted under us, as it does when one of its processes crashes: take the lock again.
      if (!releasing) take().catch(() => {});
    },
  });
  const take = async () => {
    const [row] = await client<{ taken: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as taken`;
    return row?.taken === true;
  };
  const release = async () => {
    releasing = true;
    await client.end({ timeout: 1 });
  };
  if (await take()) return { release };
  const [owner] = await client<{ name: string }[]>`
    select application_name as name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and objid = ${LOCK} and application_name like ${`${LOCK_APPLICATION}%`}`;
  await release();
  throw new AlreadyRunning(folder, owner && Number(owner.name.slice(LOCK_APPLICATION.length)));
}
