import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { callWebhook, WebhookFailed } from "../../src/webhooks/call-webhook.ts";
import {
  isSignedBy,
  SIGNATURE_HEADER,
  signature,
  TIMESTAMP_HEADER,
} from "../../src/webhooks/sign.ts";

const SECRET = "a-secret-of-both-sides";
const now = new Date("2026-11-18T05:00:00Z");
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Heard = { method: string | undefined; headers: IncomingMessage["headers"]; body: string };

/** A program on this machine that answers as it is told, and what it heard. */
async function listen(answer: (response: ServerResponse, url: string) => void) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    heard.push({ method: request.method, headers: request.headers, body });
    answer(response, request.url ?? "");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/refresh?key=in-the-address`, heard };
}

const call = (url: string, more: { timeoutMs?: number } = {}) =>
  callWebhook({ url, payload: { hello: "wörld" }, secret: SECRET, now, ...more });

async function failure(work: Promise<void>): Promise<WebhookFailed> {
  const error = await work.then(
    () => new Error("It worked."),
    (reason: unknown) => reason,
  );
  if (error instanceof WebhookFailed) return error;
  throw error;
}

describe("a call to another program", () => {
  test("is a POST of JSON whose signature the other side can check", async () => {
    const { url, heard } = await listen((response) => response.writeHead(204).end());
    await call(url);
    const [{ method, headers, body } = { method: "", headers: {}, body: "" }] = heard;
    expect(method).toBe("POST");
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(body)).toEqual({ hello: "wörld" });
    const timestamp = String(headers[TIMESTAMP_HEADER]);
    expect(timestamp).toBe(String(now.getTime() / 1000));
    const given = { timestamp, body, signature: String(headers[SIGNATURE_HEADER]) };
    expect(isSignedBy(SECRET, given)).toBe(true);
    expect(isSignedBy("another-secret", given)).toBe(false);
    expect(isSignedBy(SECRET, { ...given, body: `${body} ` })).toBe(false);
    expect(isSignedBy(SECRET, { ...given, timestamp: "1" })).toBe(false);
    expect(isSignedBy(SECRET, { ...given, signature: "v1=short" })).toBe(false);
  });

  test("has the signature that the documentation says how to make", () => {
    // printf '%s.%s' 1795237200 '{"a":1}' | openssl dgst -sha256 -hmac a-secret-of-both-sides
    expect(signature(SECRET, "1795237200", '{"a":1}')).toBe(
      "v1=4fb3d9d1148a473a18393c939f1eae468504526ee5e66f2188bba81a4e39ebb1",
    );
  });

  test.each([
    [500, "It answered 500.", false],
    [503, "It answered 503.", false],
    [429, "It answered 429.", false],
    [404, "It answered 404.", true],
    [401, "It answered 401.", true],
  ])("that is answered %i fails with “%s”", async (status, message, isFinal) => {
    const { url } = await listen((response) => response.writeHead(status).end("no"));
    expect(await failure(call(url))).toMatchObject({ message, isFinal });
  });

  test("is not made again where a redirect leads", async () => {
    const elsewhere = await listen((response) => response.writeHead(200).end());
    const { url } = await listen((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect(await failure(call(url))).toMatchObject({
      message:
        "It answered with a redirect (307), which I don't follow. Set the address it leads to.",
      isFinal: true,
    });
    expect(elsewhere.heard).toEqual([]);
  });

  test("gives up on silence", async () => {
    const { url } = await listen(() => {});
    const error = await failure(call(url, { timeoutMs: 40 }));
    expect(error).toMatchObject({ message: "It gave no answer in 0.04 s.", isFinal: false });
  });

  test("says that nobody is there, and neither the secret nor the address", async () => {
    const { url } = await listen((response) => response.end());
    const [server] = servers;
    await new Promise((resolve) => server?.close(resolve));
    const error = await failure(call(url));
    expect(error).toMatchObject({ message: "It can't be reached (ECONNREFUSED).", isFinal: false });
    expect(String(error.stack)).not.toContain(SECRET);
    expect(error.message).not.toContain("in-the-address");
  });

  test.each(["ftp://example.com/", "file:///etc/passwd", "not an address"])(
    "is not made to %s",
    async (url) => {
      expect(await failure(call(url))).toMatchObject({ isFinal: true });
    },
  );
});
