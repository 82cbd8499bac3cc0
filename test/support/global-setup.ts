import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { stopServer } from "../../src/db/server.ts";
import { createJobs } from "../../src/jobs/queue.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server all test files share; each works in a database of its own, cloned from TEMPLATE. */
    serverUrl: string;
  }
}

const PREFIX = "dealdesk-test-";
const NEEDED_BYTES = 2 * 1024 ** 3;
const TEMPLATE = "dealdesk_template";

/** One database server for the whole run, with one migrated database to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = await fastestFolder();
  await removeLeftovers(base);
  const folder = await mkdtemp(join(base, `${PREFIX}${process.pid}-`));
  const server = await startEmbedded(folder, { durable: false });
  const teardown = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const admin = postgres(server.url, { max: 1 });
    await admin`create database ${admin(TEMPLATE)}`;
    await admin.end();
    const url = new URL(server.url);
    url.pathname = TEMPLATE;
    await migrate(url.href);
    const jobs = createJobs({ url: url.href, log: pino({ level: "silent" }) });
    await jobs.start();
    await jobs.stop();
    project.provide("serverUrl", server.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** Memory where there is enough of it: cloning a database there takes a fraction of the time. */
async function fastestFolder(): Promise<string> {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = await statfs(memory);
  return bavail * bsize >= NEEDED_BYTES ? memory : tmpdir();
}

/** Stops and removes the servers of runs that were killed. */
async function removeLeftovers(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || existsSync(`/proc/${pid}`)) continue;
    const folder = join(base, name);
    try {
      if (existsSync(join(folder, "postgres")))
        await stopServer({ folder: join(folder, "postgres"), durable: false });
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      // What another run left is no reason for this one not to begin.
      console.warn(`${folder} could not be cleared away:`, error);
    }
  }
}
