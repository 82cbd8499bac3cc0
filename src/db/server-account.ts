import { randomUUID } from "node:crypto";
import { chmod, mkdir, readlink, realpath, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./run-program.ts";

/** Who PostgreSQL runs as when the bot runs as root, which PostgreSQL refuses to. */
export type Account = { uid: number; gid: number };

const OWNER = "postgres";

/** What the server's account can't reach where it is, is kept here instead. */
export const SHARED_HOME = "/var/lib/dealdesk";

/** The account the server runs as: undefined for one's own, another one when that is root. It is made when missing. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (option: string) => Number(await run("id", [option, OWNER]));
  try {
    return { uid: await id("-u"), gid: await id("-g") };
  } catch {
    await run("useradd", ["--system", "--user-group", "--no-create-home", OWNER]);
    return { uid: await id("-u"), gid: await id("-g") };
  }
}

/** Whether every account may walk down to the path. The folders above it are looked at, not the path itself. */
export async function isReachable(path: string): Promise<boolean> {
  for (let folder = dirname(await realpath(path)); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder that holds the cluster: the data folder itself. As root in a private place, like /root or a folder of
 * mktemp, the server's account could not get there: then it is one under /var/lib/dealdesk, with a link to it from
 * the data folder. Nobody's permissions are widened but those of the data folder, for walking through.
 */
export async function clusterHome(dataDir: string): Promise<string> {
  if (!(await serverAccount())) return dataDir;
  await chmod(dataDir, (await stat(dataDir)).mode | 0o001);
  if (await isReachable(join(dataDir, "."))) return dataDir;
  const link = join(dataDir, "postgres");
  // A name of its own each time there is no link: who removes the data folder starts with an empty database.
  const home = join(SHARED_HOME, randomUUID());
  await symlink(join(home, "postgres"), link).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  const chosen = dirname(await readlink(link));
  await mkdir(chosen, { recursive: true, mode: 0o711 });
  return chosen;
}
