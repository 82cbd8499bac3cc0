import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

const GENERAL = "C0GENERAL01";

describe("the official client and the local Slack", () => {
  let sandbox: Sandbox;
  let client: WebClient;
  const refusal = (error: string) => ({ data: { ok: false, error } });

  beforeAll(async () => {
    // Hundreds of messages in a moment: what each may hold is the question, not how often one may ask.
    sandbox = await startSandbox({ rateLimits: "off" });
    client = new WebClient(sandbox.botToken, {
      slackApiUrl: sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  });
  afterAll(() => sandbox.stop());

  it.each<[string, Record<string, unknown>, string]>([
    ["neither text nor blocks", { text: "" }, "no_text"],
    ["a blank text", { text: "  " }, "no_text"],
    ["40001 characters", { text: "x".repeat(40_001) }, "msg_too_long"],
    ["blocks that are no JSON", { text: "x", blocks: "{" }, "invalid_blocks_format"],
    [
      "metadata without a payload",
      { text: "x", metadata: { event_type: "a" } },
      "invalid_metadata_format",
    ],
    ["a channel nobody made", { text: "x", channel: "C404" }, "channel_not_found"],
    ["a thread of no message", { text: "x", thread_ts: "1.2" }, "thread_not_found"],
  ])("are refused a message with %s", async (_, args, error) => {
    await expect(
      client.apiCall("chat.postMessage", { channel: GENERAL, ...args }),
    ).rejects.toMatchObject(refusal(error));
  });

  it("say what is wrong with blocks, and where", async () => {
    await expect(
      client.chat.postMessage({
        channel: GENERAL,
        text: "x",
        blocks: [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }],
      }),
    ).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
        },
      },
    });
  });

  it("warn when blocks come without a text for notifications", async () => {
    const before = sandbox.warnings.length;
    await client.apiCall("chat.postMessage", { channel: GENERAL, blocks: [{ type: "divider" }] });
    expect(sandbox.warnings.slice(before)).toHaveLength(1);
  });

  it("give every message a time of its own, later than the last", async () => {
    const posted = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        client.chat.postMessage({ channel: GENERAL, text: `${n}` }),
      ),
    );
    const times = posted.map((each) => String(each.ts));
    expect(new Set(times).size).toBe(20);
    expect([...times].sort()).toEqual(times);
    expect(times[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  it("post to a person by their id, and edit and delete what was posted", async () => {
    const bea = sandbox.as("bea");
    const posted = await client.chat.postMessage({ channel: bea.id, text: "first" });
    expect(posted.channel).toBe("D0BEA00001");
    const at = { channel: String(posted.channel), ts: String(posted.ts) };
    await client.chat.update({ ...at, text: "second" });
    expect(bea.inbox().map((each) => each.text)).toEqual(["second"]);
    await client.chat.delete(at);
    expect(bea.inbox()).toEqual([]);
    await expect(client.chat.update({ ...at, text: "x" })).rejects.toMatchObject(
      refusal("message_not_found"),
    );
  });

  it("do not let the bot edit what a person wrote", async () => {
    const said = await sandbox.as("ada").say("hello", { channel: "general" });
    await expect(
      client.chat.update({ channel: GENERAL, ts: said.ts, text: "x" }),
    ).rejects.toMatchObject(refusal("cant_update_message"));
  });

  it("keep metadata, and give it back when asked", async () => {
    const metadata = { event_type: "deal", event_payload: { key: "k1" } };
    await client.chat.postMessage({ channel: GENERAL, text: "keyed", metadata });
    const bare = await client.conversations.history({ channel: GENERAL, limit: 1 });
    const full = await client.conversations.history({
      channel: GENERAL,
      limit: 1,
      include_all_metadata: true,
    });
    expect(bare.messages?.[0]).not.toHaveProperty("metadata");
    expect(full.messages?.[0]).toMatchObject({ text: "keyed", metadata });
  });

  it("keep ephemeral messages out of history and from others", async () => {
    await client.chat.postEphemeral({ channel: GENERAL, user: "U0ADA00001", text: "psst" });
    const history = await client.conversations.history({ channel: GENERAL, limit: 200 });
    expect(history.messages?.some((each) => each.text === "psst")).toBe(false);
    expect(sandbox.as("ada").messages("general").at(-1)).toMatchObject({
      text: "psst",
      isEphemeral: true,
    });
    expect(sandbox.as("bea").messages("general").at(-1)?.text).not.toBe("psst");
    await expect(
      client.chat.postEphemeral({ channel: "C0SALESEMEA", user: "U0ELI00001", text: "psst" }),
    ).rejects.toMatchObject(refusal("user_not_in_channel"));
  });

  it("keep replies in their thread", async () => {
    const top = await client.chat.postMessage({ channel: GENERAL, text: "top" });
    const ts = String(top.ts);
    await client.chat.postMessage({ channel: GENERAL, text: "reply", thread_ts: ts });
    const thread = await client.conversations.replies({ channel: GENERAL, ts });
    expect(thread.messages?.map((each) => each.text)).toEqual(["top", "reply"]);
    const history = await client.conversations.history({ channel: GENERAL, limit: 1 });
    expect(history.messages?.[0]).toMatchObject({ text: "top", reply_count: 1 });
  });

  it.each<[string, string | undefined, string, string]>([
    ["no token", undefined, "auth.test", "not_authed"],
    ["a wrong token", "xoxb-wrong", "auth.test", "invalid_auth"],
    ["a method Slack lacks", "bot", "chat.shout", "unknown_method"],
    ["the bot's token for sockets", "bot", "apps.connections.open", "not_allowed_token_type"],
  ])("refuse %s", async (_, token, method, error) => {
    const other = new WebClient(token === "bot" ? sandbox.botToken : token, {
      slackApiUrl: sandbox.apiUrl,
    });
    await expect(other.apiCall(method)).rejects.toMatchObject(refusal(error));
  });

  it("fail on request, so that a test sees how the bot takes it", async () => {
    const before = sandbox.violations.length;
    sandbox.refuse({ method: "chat.postMessage", retryAfter: 7 });
    await expect(client.chat.postMessage({ channel: GENERAL, text: "x" })).rejects.toMatchObject({
      retryAfter: 7,
    });
    await expect(client.chat.postMessage({ channel: GENERAL, text: "x" })).resolves.toMatchObject({
      ok: true,
    });
    expect(sandbox.violations).toHaveLength(before);
  });
});
