import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { asSuperuser, type TestDatabase, testDatabase } from "./support/database.ts";
import {
  type Methods,
  type UnseenServer,
  USER,
  unseenServer,
  until,
} from "./support/unseen-server.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Process = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

/** `npm start` with an environment of its own and nothing of ours in it. */
function start(env: Record<string, string>): Process {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["src/main.ts"], { env: { PATH, HOME, ...env } });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  cleanups.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, output: () => output, ended };
}

async function database(): Promise<TestDatabase> {
  const db = await testDatabase();
  cleanups.push(() => db.close());
  return db;
}

async function server(methods?: Methods): Promise<UnseenServer> {
  const unseen = await unseenServer(methods);
  cleanups.push(() => unseen.close());
  return unseen;
}

const tokens = { SLACK_BOT_TOKEN: "xoxb-elsewhere", SLACK_APP_TOKEN: "xapp-elsewhere" };

describe("with SLACK_API_URL at a server it has never seen, the bot", () => {
  test("answers help, makes and moves deals, and keeps what happened", async () => {
    const db = await database();
    const unseen = await server();
    const bot = start({
      ...tokens,
      SLACK_API_URL: unseen.apiUrl,
      DATABASE_URL: db.url,
      DEALDESK_ADMINS: USER,
    });
    await unseen.connected();
    expect(await unseen.answer("help")).toContain("/deal move");
    expect(await unseen.answer('new Acme "Platform rollout" 50k close 2027-03-31')).toContain(
      "Created *Acme · Platform rollout*",
    );
    expect(await unseen.answer("move opp_1 proposal")).toContain(
      "needs a contact and at least one requirement first",
    );
    const asked = await unseen.press("deals.ask-missing");
    expect(
      await unseen.submit(asked, { contact: "Jane Doe", requirement: "Single sign-on" }),
    ).toContain("from Lead to Proposal");
    // Words typed again are a new act, although on this server nothing but the envelope tells it from the first.
    for (const [stage, said] of [
      ["negotiation", "needs a sent quote first"],
      ["negotiation because they sent their own", "from Proposal to Negotiation"],
      ["proposal", "from Negotiation to Proposal"],
      ["negotiation because they sent their own", "from Proposal to Negotiation"],
    ])
      expect(await unseen.answer(`move opp_1 ${stage}`)).toContain(said);
    const history = await asSuperuser(
      db.url,
      (sql) => sql`select kind, to_stage from stage_history order by id`,
    );
    expect(history.map((row) => `${row.kind} ${row.to_stage}`)).toEqual([
      "created lead",
      "moved proposal",
      "moved negotiation",
      "moved proposal",
      "moved negotiation",
    ]);

    // The same envelope twice changes one thing.
    const before = unseen.answers.length;
    const envelope = unseen.command("note opp_1 once");
    await until(() => unseen.answers.length > before, "the answer to the note");
    unseen.send(envelope);
    expect(await unseen.answer("show opp_1")).toContain("Negotiation");
    const audit = await asSuperuser(db.url, (sql) => sql`select action from audit_log order by id`);
    expect(audit.filter((row) => row.action === "deal.noted")).toHaveLength(1);

    // It goes away for a moment, and the bot finds its way back by itself.
    unseen.goAway();
    await new Promise((resolve) => setTimeout(resolve, 300));
    unseen.comeBack();
    await unseen.connected();
    expect(await unseen.answer("show opp_1")).toContain("Platform rollout");

    // In a terminal Ctrl-C arrives twice: from the terminal, and passed on by npm.
    bot.child.kill("SIGINT");
    bot.child.kill("SIGINT");
    expect(await bot.ended).toBe(0);
    const left = await asSuperuser(
      db.url,
      (sql) => sql`select from pg_stat_activity where datname = current_database()
        and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    expect(left).toHaveLength(0);
  });

  test("takes Slack's own admins as admins, and learns its workspace from the first message", async () => {
    const db = await database();
    const unseen = await server({
      "auth.test": { ok: false, error: "unknown_method" },
      "users.info": { ok: true, user: { id: USER, name: "outsider", is_admin: true } },
    });
    start({ ...tokens, SLACK_API_URL: `${unseen.apiUrl}/`, DATABASE_URL: db.url });
    await unseen.connected();
    expect(await unseen.answer("new Globex Analytics")).toContain("Created *Globex · Analytics*");
  });

  test.each([
    ["SLACK_BOT_TOKEN", "auth.test"],
    ["SLACK_APP_TOKEN", "apps.connections.open"],
  ])("ends when its %s is not taken, and says so", async (variable, method) => {
    const db = await database();
    const unseen = await server({ [method]: { ok: false, error: "invalid_auth" } });
    const bot = start({
      ...tokens,
      SLACK_API_URL: unseen.apiUrl,
      DATABASE_URL: db.url,
      LOG_LEVEL: "fatal",
    });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toBe(`${variable}: Slack refused it (invalid_auth).\n`);
  });
});

test("in HTTP mode it answers signed requests only, and shows its health", async () => {
  const db = await database();
  const unseen = await server();
  const port = await freePort();
  start({
    SLACK_BOT_TOKEN: "xoxb-elsewhere",
    SLACK_SIGNING_SECRET: "s3cret",
    SLACK_API_URL: unseen.apiUrl,
    DATABASE_URL: db.url,
    DEALDESK_ADMINS: USER,
    PORT: String(port),
  });
  const base = `http://127.0.0.1:${port}`;
  const healthy = () =>
    fetch(`${base}/healthz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
  await until(healthy, "the bot to be healthy");
  expect((await unseen.post(`${base}/slack/events`, "help", "wrong")).status).toBe(401);
  expect((await unseen.post(`${base}/slack/events`, "help", "s3cret")).status).toBe(200);
  await until(() => unseen.answers.length > 0, "the answer over HTTP");
  expect(unseen.answers).toHaveLength(1);
  expect(await (await fetch(`${base}/metrics`)).text()).toContain("dealdesk_listener_seconds");

  const second = start({
    ...tokens,
    SLACK_API_URL: unseen.apiUrl,
    DATABASE_URL: db.url,
    PORT: String(port),
  });
  expect(await second.ended).toBe(1);
  expect(second.output()).toBe(`PORT ${port} is taken: it expects a free port.\n`);
});

test.each([
  [{ SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/],
  [{ PORT: "http" }, /PORT expects a port number/],
  [{ SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN is missing/],
  [{ DATABASE_URL: "postgres://a:b@127.0.0.1:1/c" }, /^DATABASE_URL: .*ECONNREFUSED/],
])("a wrong environment (%o) ends it with the variable's name and no stack", async (env, says) => {
  const bot = start(env);
  expect(await bot.ended).toBe(1);
  expect(bot.output()).toMatch(says);
  expect(bot.output()).not.toContain("    at ");
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
