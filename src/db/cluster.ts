import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pgBinaries } from "./pg-binaries.ts";
import { run } from "./run-program.ts";
import { type Account, serverAccount } from "./server-account.ts";

/** A PostgreSQL data folder. */
export type Cluster = {
  folder: string;
  /** False gives up safety against power loss for speed. */
  durable: boolean;
};

/** The user that owns everything in an embedded server. */
export const SUPERUSER = "postgres";

/**
 * Makes the cluster unless it is there.
 * @throws when the folder is another major version's.
 */
export async function createCluster(cluster: Cluster): Promise<void> {
  const { initdb, major } = await pgBinaries();
  const made = await readVersion(cluster.folder);
  if (made === major) return;
  if (made)
    throw new Error(
      `The database in ${cluster.folder} was made by PostgreSQL ${made}; this Dealdesk brings PostgreSQL ${major}. Save the data with the earlier Dealdesk and pg_dump, then restore it into a new DATA_DIR.`,
    );
  await removeAbandoned(cluster.folder);
  // Made beside its place and moved there when complete: a start that is interrupted leaves no half of a database,
  // and of two that race only one moves it.
  const fresh = `${cluster.folder}.new-${process.pid}`;
  const passwordFile = `${fresh}-password`;
  const password = randomBytes(24).toString("hex");
  try {
    const account = await serverAccount();
    await mkdir(fresh, { mode: 0o700 });
    await writePrivately(passwordFile, password, account);
    if (account) await chown(fresh, account.uid, account.gid);
    await run(initdb, initdbArguments(fresh, passwordFile, cluster.durable), account);
    await writePrivately(passwordPath(fresh), password, account);
    await rename(fresh, cluster.folder);
  } catch (error) {
    if ((await readVersion(cluster.folder)) !== major) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** The password of the cluster's only user. */
export async function readPassword({ folder }: Cluster): Promise<string> {
  return (await readFile(passwordPath(folder), "utf8")).trim();
}

// Inside the data folder, so that it moves into place together with the database it opens.
const passwordPath = (folder: string) => join(folder, "dealdesk-password");

function initdbArguments(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // PostgreSQL's own C.UTF-8: the same order and upper case on every machine, whatever its locales.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

async function writePrivately(path: string, text: string, account: Account | undefined) {
  await writeFile(path, `${text}\n`, { mode: 0o600 });
  if (account) await chown(path, account.uid, account.gid);
}

async function readVersion(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, "PG_VERSION"), "utf8")).trim();
  } catch {
    return undefined;
  }
}

/** Removes what starts that were killed had begun to make. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid === process.pid || !isAlive(pid))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
