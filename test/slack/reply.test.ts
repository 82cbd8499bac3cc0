import { createServer, type Server } from "node:http";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../src/kernel/errors.ts";
import { divider, section } from "../../src/slack/blocks.ts";
import { errorReply } from "../../src/slack/errors.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { messageBody, ReplyRefused, respond } from "../../src/slack/reply.ts";
import { hostileText, refusals } from "./hostile-text.ts";

const log = pino({ level: "silent" });
type Body = Record<string, unknown>;

/** A response URL that answers as the test says, and keeps what it was sent. */
let server: Server;
let url: string;
let received: Body[];
let answers: number[];
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      received.push(JSON.parse(text));
      response.writeHead(answers.shift() ?? 200).end("as the test says");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  url = `http://127.0.0.1:${address.port}/reply`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answers = [];
});
const reply = { text: md`Moved ${"Acme & Söhne"}`, blocks: [section(md`Moved`), divider()] };

describe("an answer", () => {
  test("is private, and takes no message's place unless it says so", async () => {
    await respond(url, reply, log);
    await respond(url, { ...reply, inChannel: true, replace: true }, log);
    expect(received).toMatchObject([
      { response_type: "ephemeral", replace_original: false, text: "Moved Acme &amp; Söhne" },
      { response_type: "in_channel", replace_original: true },
    ]);
    expect(received[0]?.blocks).toHaveLength(2);
  });

  test("whose blocks Slack refuses arrives as text", async () => {
    answers = [400, 200];
    await respond(url, reply, log);
    expect(received).toHaveLength(2);
    expect(received[1]).toMatchObject({ text: "Moved Acme &amp; Söhne" });
    expect(received[1]).not.toHaveProperty("blocks");
  });

  test("that Slack does not take at all is said to the caller, who has other ways", async () => {
    answers = [404, 404];
    await expect(respond(url, reply, log)).rejects.toThrow(ReplyRefused);
    answers = [500];
    received = [];
    await expect(respond(url, { text: md`only text` }, log)).rejects.toThrow("500");
    expect(received).toHaveLength(1);
  });

  test("keeps Slack's limits: 50 blocks and 40,000 characters", () => {
    const body = messageBody({
      text: md`${"x".repeat(50_000)}`,
      blocks: Array.from({ length: 70 }, () => divider()),
    });
    expect(body.blocks).toHaveLength(50);
    expect(body.text.length).toBe(40_000);
    expect(messageBody(reply, false)).toEqual({ text: "Moved Acme &amp; Söhne" });
    expect(messageBody({ text: md`a`, blocks: [] })).toEqual({ text: "a" });
  });
});

describe("a failure in words", () => {
  test("says what happened and what to do, and pings nobody through what was typed", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (message, hint) => {
        const { text, blocks = [] } = errorReply(new AppError("bad_input", message, hint), log);
        expect(text.text).not.toMatch(/[<>]/);
        expect(refusals(blocks)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(
      errorReply(new AppError("conflict", "Dan was first.", "See `/deal`."), log).text.text,
    ).toBe("Dan was first.\nSee `/deal`.");
  });

  test("that is a bug of ours tells only a reference, which is in the log", () => {
    const lines: string[] = [];
    const kept = pino({ level: "error" }, { write: (line: string) => void lines.push(line) });
    const { text } = errorReply(new Error("password is hunter2"), kept);
    const ref = /\(ref ([0-9a-f]{4})\)/.exec(text.text)?.[1];
    expect(ref).toBeDefined();
    expect(text.text).not.toContain("hunter2");
    expect(lines.join("")).toContain(`"ref":"${ref}"`);
    expect(lines.join("")).toContain("hunter2");
  });
});
