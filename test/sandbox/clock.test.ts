import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { movableClock } from "../support/sandbox.ts";

const START = "2026-11-23T08:00:00.000Z";
const NOW = Date.parse(START) / 1000;
const HOUR = 3_600;

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

const client = () => new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
async function start(options: SandboxOptions = {}) {
  const clock = movableClock(START);
  sandbox = await startSandbox({ clock, ...options });
  return clock;
}
async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.pageUrl}sandbox/${path}`, {
    ...(body === undefined
      ? {}
      : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const schedule = (text: string, seconds: number) =>
  client().chat.scheduleMessage({ channel: "C0WINS00001", text, post_at: NOW + seconds });
const wins = () => sandbox.as("ada").messages("wins");

describe("a scheduled message", () => {
  it("is posted when the clock passes its time, at its time", async () => {
    await start();
    await schedule("second", 2 * HOUR);
    await schedule("first", HOUR);
    await sandbox.clock.forward(30 * 60_000);
    expect(wins()).toEqual([]);
    await sandbox.clock.forward(6 * HOUR * 1000);
    expect(wins().map(({ text, ts }) => [text, Math.floor(Number(ts)) - NOW])).toEqual([
      ["first", HOUR],
      ["second", 2 * HOUR],
    ]);
    const { scheduled_messages } = await client().chat.scheduledMessages.list();
    expect(scheduled_messages).toEqual([]);
  });

  it("is posted as time goes by, too", async () => {
    const clock = await start();
    await schedule("later", HOUR);
    clock.forward(HOUR * 1000);
    await sandbox.until(() => wins().length === 1, "the message");
  });

  it("with metadata never is: Slack takes it and forgets it", async () => {
    await start();
    await client().apiCall("chat.scheduleMessage", {
      channel: "C0WINS00001",
      text: "x",
      post_at: NOW + HOUR,
      metadata: { event_type: "a", event_payload: {} },
    });
    await sandbox.clock.forward(2 * HOUR * 1000);
    expect(wins()).toEqual([]);
    expect(sandbox.warnings.join()).toContain("metadata");
  });
});

describe("the page's control of the sandbox", () => {
  it("tells the time and moves it", async () => {
    await start();
    expect((await ask("clock")).body).toEqual({ now: START, offset: 0 });
    expect((await ask("clock", { forward: HOUR * 1000 })).body).toEqual({
      now: "2026-11-23T09:00:00.000Z",
      offset: HOUR * 1000,
    });
    const to = "2026-11-24T09:00:00+01:00";
    expect((await ask("clock", { to })).body.now).toBe("2026-11-24T08:00:00.000Z");
  });

  it.each([
    [{ to: START.replace("2026", "2020") }, "only goes forward"],
    [{ to: "tomorrow" }, "ISO"],
    [{ forward: -1 }, "0"],
    [{}, "Invalid input"],
  ])("refuses to move by %j", async (body, error) => {
    await start();
    const answer = await ask("clock", body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });

  it("keeps what it was moved by over a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const stateFile = join(folder, "slack.json");
    await start({ stateFile });
    await sandbox.clock.forward(HOUR * 1000);
    await schedule("kept", 2 * HOUR);
    await sandbox.stop();
    await start({ stateFile });
    expect(sandbox.clock.offset).toBe(HOUR * 1000);
    await sandbox.clock.forward(HOUR * 1000);
    expect(wins().map(({ text }) => text)).toEqual(["kept"]);
    rmSync(folder, { recursive: true });
  });

  it("starts anew, with what the bot does around it", async () => {
    await start();
    const order: string[] = [];
    sandbox.onReset(async (clear) => {
      order.push(`before: ${wins().length}`);
      clear();
      order.push(`after: ${wins().length}`);
    });
    await client().chat.postMessage({ channel: "C0WINS00001", text: "x" });
    await sandbox.as("ada").change({ title: "Chief" });
    await sandbox.clock.forward(HOUR * 1000);
    sandbox.fault({ kind: "slow", ms: 1 });
    expect((await ask("reset", {})).body).toEqual({ ok: true });
    expect(order).toEqual(["before: 1", "after: 0"]);
    expect((await ask("clock")).body).toEqual({ now: START, offset: 0 });
    expect((await ask("faults")).body).toMatchObject({ waiting: [], offlineMs: 0 });
    const { profile } = await client().users.profile.get({ user: "U0ADA00001" });
    expect(profile?.title).toBe("Revenue operations");
  });

  it("does one thing at a time", async () => {
    await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    sandbox.onReset(() => promise);
    const first = ask("reset", {});
    await sandbox.until(async () => (await ask("reset", {})).status === 409, "the refusal");
    resolve();
    expect((await first).status).toBe(200);
  });

  it("asks for faults, and says which wait", async () => {
    await start();
    const fault = { kind: "slow", method: "chat.update", ms: 5, times: 2 };
    expect((await ask("faults", fault)).body).toEqual({
      waiting: [fault],
      offlineMs: 0,
      sockets: 0,
    });
    expect((await ask("faults", { kind: "earthquake" })).status).toBe(400);
    expect((await ask("faults", { kind: "clear" })).body.waiting).toEqual([]);
  });

  it("is for this machine's page only", async () => {
    await start();
    const foreign = { origin: "https://thief.example" };
    expect((await ask("reset", {}, foreign)).status).toBe(403);
    expect((await ask("reset", "{}", { "content-type": "text/plain" })).status).toBe(405);
    expect((await ask("reset")).status).toBe(405);
  });
});

it("a person's profile changes for the bot too, and who left can't be written to", async () => {
  await start();
  await sandbox.as("bea").change({ tz: "America/New_York", isDeactivated: true });
  const { user } = await client().users.info({ user: "U0BEA00001" });
  expect(user).toMatchObject({ tz: "America/New_York", deleted: true });
  await expect(
    client().chat.postMessage({ channel: "U0BEA00001", text: "x" }),
  ).rejects.toMatchObject({ data: { error: "is_inactive" } });
});
