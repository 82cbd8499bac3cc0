import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { rateMeter } from "../../src/sandbox/web-api/rate-limits.ts";

describe("Slack's rate limits", () => {
  /** Calls until one is refused: how many went through, and the seconds to wait. */
  function exhaust(method: string, channel = "C1", at: () => number = () => 0) {
    const meter = rateMeter("strict", at);
    for (let count = 0; count < 1_000; count += 1) {
      const wait = meter.spend(method, channel);
      if (wait !== null) return { count, wait, meter };
    }
    return { count: 1_000, wait: null, meter };
  }

  it.each([
    ["apps.connections.open", 10, 60],
    ["conversations.create", 20, 3],
    ["chat.update", 50, 2],
    ["views.open", 100, 1],
    ["chat.postMessage", 10, 1],
  ])("let %s through %i times at once, then ask for %i s", (method, count, wait) => {
    expect(exhaust(method)).toMatchObject({ count, wait });
  });

  it("count each channel's messages by themselves, and all of them together", () => {
    const { meter } = exhaust("chat.postMessage", "C1");
    expect(meter.spend("chat.postMessage", "C1")).toBe(1);
    expect(meter.spend("chat.postMessage", "C2")).toBeNull();
    let through = 0;
    while (meter.spend("chat.postMessage", `D${through}`) === null) through += 1;
    // Ten in C1, one in C2, and the rest of three hundred.
    expect(through).toBe(289);
  });

  it("let one more message a second through, and no more for having been asked in vain", () => {
    let now = 0;
    const { meter } = exhaust("chat.postMessage", "C1", () => now);
    for (let n = 0; n < 5; n += 1) meter.spend("chat.postMessage", "C1");
    now = 1_000;
    expect(meter.spend("chat.postMessage", "C1")).toBeNull();
    expect(meter.spend("chat.postMessage", "C1")).toBe(1);
  });

  it("pass faster, or are off, when told so", () => {
    const fast = rateMeter({ faster: 60 }, () => 0);
    for (let n = 0; n < 20; n += 1) fast.spend("conversations.create", "");
    expect(fast.spend("conversations.create", "")).toBe(1);
    const off = rateMeter("off", () => 0);
    for (let n = 0; n < 500; n += 1) expect(off.spend("conversations.create", "")).toBeNull();
  });

  describe("through the official client", () => {
    let sandbox: Sandbox;
    afterEach(() => sandbox.stop());
    async function start(options: SandboxOptions = {}) {
      sandbox = await startSandbox(options);
      const client = new WebClient(sandbox.botToken, {
        slackApiUrl: sandbox.apiUrl,
        rejectRateLimitedCalls: true,
      });
      return () => client.chat.postMessage({ channel: "C0GENERAL01", text: "x" });
    }

    it("are a 429 with Retry-After, which is no violation", async () => {
      const post = await start();
      for (let n = 0; n < 10; n += 1) await post();
      await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
      expect(sandbox.violations).toEqual([]);
      expect(sandbox.log.at(-1)?.summary).toContain("ratelimited");
    });

    it("are over when the clock is moved", async () => {
      const post = await start();
      for (let n = 0; n < 10; n += 1) await post();
      await sandbox.clock.forward(60_000);
      await expect(post()).resolves.toMatchObject({ ok: true });
    });
  });
});
