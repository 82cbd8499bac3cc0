import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AlreadyRunning, startEmbedded } from "../../src/db/embedded.ts";
import { stopServer } from "../../src/db/server.ts";
import { runModule } from "../support/child.ts";
import { asSuperuser } from "../support/database.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dealdesk-embedded-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A bot of few words: it starts the database, says its address, and on SIGINT finishes its work before it stops. */
const bot = () =>
  runModule(`
    import { startEmbedded } from "src/db/embedded.ts";
    import postgres from ${JSON.stringify(import.meta.resolve("postgres"))};
    const server = await startEmbedded(${JSON.stringify(folder)});
    process.on("SIGINT", async () => {
      let answers = 0;
      for (let n = 0; n < 30; n++) {
        const sql = postgres(server.url, { max: 1 });
        answers += await sql\`select 1\`.then(() => 1, () => 0);
        await sql.end();
      }
      console.log("answers " + answers);
      await server.stop();
      process.exit();
    });
    setInterval(() => {}, 1000);
    console.log("url " + server.url);`);

const isReachable = async (url: string) => {
  const sql = postgres(url, { max: 1, connect_timeout: 2 });
  return sql`select 1`
    .then(() => true)
    .catch(() => false)
    .finally(() => sql.end());
};

test("a second start on a folder is refused with the first one's process, which works on", async () => {
  const first = bot();
  const url = await first.says("url");
  const second = await startEmbedded(folder).catch((error: unknown) => error);
  expect(second).toBeInstanceOf(AlreadyRunning);
  expect(second).toMatchObject({ pid: first.process.pid });
  expect(String(second)).toContain(folder);
  expect(await isReachable(url)).toBe(true);
  first.process.kill("SIGINT");
  await first.ended;
});

test("Ctrl-C, which reaches the whole process group, leaves the database up until the bot is done", async () => {
  const running = bot();
  const url = await running.says("url");
  process.kill(-(running.process.pid ?? 0), "SIGINT");
  expect(await running.says("answers")).toBe("30");
  expect(await running.ended).toBe(0);
  expect(await isReachable(url)).toBe(false);
});

test("after the bot was killed, the next start goes on with everything that was saved", async () => {
  const killed = bot();
  await asSuperuser(await killed.says("url"), async (sql) => {
    await sql`create table saved (what text)`;
    await sql`insert into saved values ('before the kill')`;
  });
  killed.process.kill("SIGKILL");
  await killed.ended;
  const next = await startEmbedded(folder);
  const rows = await asSuperuser(next.url, (sql) => sql`select what from saved`);
  expect([...rows]).toEqual([{ what: "before the kill" }]);
  await next.stop();
  expect(await isReachable(next.url)).toBe(false);
});

test("after bot and database were killed, the next start recovers what was saved", async () => {
  const killed = bot();
  await asSuperuser(
    await killed.says("url"),
    (sql) => sql`insert into saved values ('a power cut')`,
  );
  const pidFile = await readFile(join(folder, "postgres", "postmaster.pid"), "utf8");
  process.kill(Number.parseInt(pidFile, 10), "SIGKILL");
  killed.process.kill("SIGKILL");
  await killed.ended;
  const next = await startEmbedded(folder);
  const rows = await asSuperuser(next.url, (sql) => sql`select what from saved`);
  expect(rows.map((row) => row.what)).toEqual(["before the kill", "a power cut"]);
  await next.stop();
});

test("a bot whose database was killed stops without complaint, and so does whoever clears up after both", async () => {
  const own = await mkdtemp(join(tmpdir(), "dealdesk-embedded-"));
  const server = await startEmbedded(own);
  const cluster = { folder: join(own, "postgres"), durable: true };
  const pidFile = join(cluster.folder, "postmaster.pid");
  process.kill(Number.parseInt(await readFile(pidFile, "utf8"), 10), "SIGKILL");
  await vi.waitFor(async () => expect(await isReachable(server.url)).toBe(false));
  await server.stop();
  await stopServer(cluster);
  expect(await readFile(pidFile, "utf8")).not.toBe("");
  await rm(own, { recursive: true, force: true });
});

test("of two starts at the same moment on a new folder one wins, the other is refused", async () => {
  const shared = join(folder, "raced");
  const starts = Array.from({ length: 2 }, () =>
    runModule(`
      import { startEmbedded } from "src/db/embedded.ts";
      const server = await startEmbedded(${JSON.stringify(shared)}, { durable: false }).catch((error) => {
        console.log("result " + error.name);
        process.exit(1);
      });
      console.log("result started");
      process.once("SIGTERM", () => server.stop());`),
  );
  const results = await Promise.all(starts.map((start) => start.says("result")));
  expect(results.sort()).toEqual(["AlreadyRunning", "started"]);
  for (const start of starts) start.process.kill("SIGTERM");
  await Promise.all(starts.map((start) => start.ended));
});

test("the password is nobody else's to read, and the server listens on this machine only", async () => {
  const server = await startEmbedded(folder);
  const { mode } = await stat(join(folder, "postgres", "dealdesk-password"));
  expect((mode & 0o777).toString(8)).toBe("600");
  const [row] = await asSuperuser(server.url, (sql) => sql`show listen_addresses`);
  expect(row).toEqual({ listen_addresses: "127.0.0.1" });
  const wrong = new URL(server.url);
  wrong.password = "guessed";
  expect(await isReachable(wrong.href)).toBe(false);
  await server.stop();
});

test("a folder of another PostgreSQL is left alone, with an explanation", async () => {
  const old = join(folder, "old");
  await mkdir(join(old, "postgres"), { recursive: true });
  await writeFile(join(old, "postgres", "PG_VERSION"), "17\n");
  await expect(startEmbedded(old)).rejects.toThrow(/made by PostgreSQL 17.*brings PostgreSQL 18/);
  expect(await readFile(join(old, "postgres", "PG_VERSION"), "utf8")).toBe("17\n");
});
