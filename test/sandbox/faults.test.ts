import type { App } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import type { FaultInput } from "../../src/sandbox/engine/faults.ts";
import {
  type BoltInSandbox,
  boltInSandbox,
  boltOverHttp,
  type SandboxOptions,
} from "../support/sandbox.ts";

type Envelope = { retry_attempt: number; retry_reason: string; envelope_id: string };

describe("what goes wrong because somebody asked for it", () => {
  let bolt: BoltInSandbox;
  let heard: string[];
  afterEach(() => bolt.stop());

  const listen = (app: App) => {
    app.command("/echo", async ({ ack, command, respond }) => {
      await ack();
      heard.push(command.text);
      await respond(`heard ${command.text}`);
    });
    app.event("app_mention", async ({ event }) => {
      heard.push(event.text);
    });
  };
  async function start(
    options: SandboxOptions & { pingTimeoutMs?: number } = {},
  ): Promise<BoltInSandbox["sandbox"]> {
    heard = [];
    bolt = await boltInSandbox(listen, options);
    return bolt.sandbox;
  }
  const client = () =>
    new WebClient(bolt.sandbox.botToken, {
      slackApiUrl: bolt.sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  /** A client of Socket Mode that hears everything and acknowledges nothing. */
  async function silentSocket(hear: (envelope: Envelope) => void): Promise<WebSocket> {
    const { sandbox } = bolt;
    const answer = await new WebClient(sandbox.appToken, {
      slackApiUrl: sandbox.apiUrl,
    }).apps.connections.open({});
    const socket = new WebSocket(String(answer.url));
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.envelope_id) hear(message);
    });
    await sandbox.until(() => sandbox.connections() === 1, "the socket");
    return socket;
  }
  const post = () => client().chat.postMessage({ channel: "C0WINS00001", text: "x" });
  const posted = () => bolt.sandbox.as("ada").messages("wins").length;

  it.each<[string, FaultInput, object, number]>([
    [
      "an error of Slack's",
      { kind: "error", error: "fatal_error" },
      { data: { error: "fatal_error" } },
      0,
    ],
    ["a status", { kind: "status", status: 503 }, { statusCode: 503 }, 0],
    ["a wait", { kind: "ratelimited", retryAfter: 9 }, { retryAfter: 9 }, 0],
    // Carried out: whoever sends it again says it twice.
    ["an answer that is lost", { kind: "lost" }, { code: "slack_webapi_request_error" }, 1],
  ])("a call meets %s, once", async (_, fault, error, carriedOut) => {
    const sandbox = await start();
    sandbox.fault({ method: "chat.postMessage", ...fault } as FaultInput);
    await client().auth.test();
    await expect(post()).rejects.toMatchObject(error);
    expect(posted()).toBe(carriedOut);
    await expect(post()).resolves.toMatchObject({ ok: true });
    expect(sandbox.violations).toEqual([]);
  });

  it("a slow call is carried out before it is answered", async () => {
    const sandbox = await start();
    sandbox.fault({ kind: "slow", ms: 60_000 });
    const abort = new AbortController();
    const answer = fetch(`${sandbox.apiUrl}chat.postMessage?channel=C0WINS00001&text=x`, {
      headers: { authorization: `Bearer ${sandbox.botToken}` },
      signal: abort.signal,
    });
    await sandbox.until(() => posted() === 1, "the message");
    abort.abort();
    await expect(answer).rejects.toThrow();
  });

  it("a command delivered twice is the same request twice", async () => {
    const sandbox = await start();
    sandbox.fault({ kind: "twice" });
    await sandbox.as("ada").command("/echo once");
    await sandbox.until(() => heard.length === 2, "the second delivery");
    expect(heard).toEqual(["once", "once"]);
  });

  it("an event is overtaken by the next one", async () => {
    const sandbox = await start();
    sandbox.fault({ kind: "swap" });
    const ada = sandbox.as("ada");
    await Promise.all([
      ada.say("@dealdesk first", { channel: "wins" }),
      ada.say("@dealdesk second", { channel: "wins" }),
    ]);
    await sandbox.until(() => heard.length === 2, "both");
    expect(heard.map((text) => text.split(" ")[1])).toEqual(["second", "first"]);
  });

  it("a bot whose sockets are cut or refused comes back", async () => {
    const sandbox = await start({ pingTimeoutMs: 300 });
    for (const fault of [
      { kind: "drop" },
      { kind: "disconnect", reason: "warning" },
      { kind: "offline", ms: 300 },
    ] as const) {
      sandbox.fault(fault);
      await sandbox.until(() => sandbox.connections() === 0, `${fault.kind} to close it`);
      await sandbox.until(() => sandbox.connections() === 1, "the bot to come back");
      expect((await sandbox.as("ada").command("/echo x")).text).toBe("heard x");
    }
    sandbox.fault({ kind: "crowded" });
    sandbox.fault({ kind: "drop" });
    await sandbox.until(
      () => sandbox.log.some(({ summary }) => summary.includes("too_many_websockets")),
      "the refusal",
    );
    await sandbox.until(() => sandbox.connections() === 1, "the bot to come back");
  });

  it("while Slack is away nothing of it can be reached, and clearing ends it", async () => {
    const sandbox = await start();
    sandbox.fault({ kind: "offline", ms: 600_000 });
    await expect(post()).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    sandbox.fault({ kind: "clear" });
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it("an event nobody acknowledges comes again three times, and says so", async () => {
    const sandbox = await start({ limits: { ackMs: 30, eventRetriesMs: [1, 2, 3] } });
    await bolt.app.stop();
    await sandbox.until(() => sandbox.connections() === 0, "Bolt to leave");
    const envelopes: Envelope[] = [];
    const socket = await silentSocket((envelope) => envelopes.push(envelope));
    await sandbox.as("ada").say("@dealdesk hello", { channel: "wins" });
    await sandbox.until(() => envelopes.length === 4, "three retries");
    expect(envelopes.map((each) => [each.retry_attempt, each.retry_reason])).toEqual([
      [0, ""],
      [1, "timeout"],
      [2, "timeout"],
      [3, "timeout"],
    ]);
    expect(new Set(envelopes.map((each) => each.envelope_id)).size).toBe(4);
    socket.close();
  });

  it("over HTTP too, until the bot says that it has enough", async () => {
    heard = [];
    bolt = await boltOverHttp(listen);
    const bodies: { retry: string | undefined; reason: string | undefined }[] = [];
    const { createServer } = await import("node:http");
    const server = createServer((request, response) => {
      const { "x-slack-retry-num": retry, "x-slack-retry-reason": reason } = request.headers;
      bodies.push({ retry: retry as string, reason: reason as string });
      response.writeHead(500, bodies.length === 2 ? { "x-slack-no-retry": "1" } : {}).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("no port");
    bolt.sandbox.deliverTo({ requestUrl: `http://127.0.0.1:${address.port}/` });
    await bolt.sandbox.as("ada").say("@dealdesk hello", { channel: "wins" });
    await bolt.sandbox.until(() => bodies.length === 2, "the retry");
    expect(bodies).toEqual([
      { retry: undefined, reason: undefined },
      { retry: "1", reason: "http_error" },
    ]);
    server.close();
  });
});
