import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { LogLevel, WebClient } from "@slack/web-api";

export type SmallMessage = {
  channel: string;
  ts: string;
  text: string;
  blocks?: unknown;
  metadata?: unknown;
};

/** What happens to the next post instead of an answer: it is taken and the line drops, it is refused, or put off. */
export type Mishap = "lost answer" | { error: string } | { retryAfter: number };

/** As much of Slack as a delivery meets, over real HTTP with the official client. */
export type SmallSlack = {
  messages: SmallMessage[];
  /** What the next calls of chat.postMessage meet, in order. */
  mishaps: Mishap[];
  /** Methods in the order they were called. */
  calls: string[];
  client: WebClient;
  close(): Promise<void>;
};

export async function smallSlack(): Promise<SmallSlack> {
  const messages: SmallMessage[] = [];
  const mishaps: Mishap[] = [];
  const calls: string[] = [];

  const methods: Record<string, (form: URLSearchParams, response: ServerResponse) => unknown> = {
    "chat.postMessage": (form, response) => {
      const mishap = mishaps.shift();
      if (typeof mishap === "object" && "error" in mishap) return { ok: false, ...mishap };
      if (typeof mishap === "object") {
        response.writeHead(429, { "retry-after": String(mishap.retryAfter) }).end();
        return undefined;
      }
      const message = {
        channel: form.get("channel")?.replace(/^U/, "D") ?? "",
        ts: `${messages.length + 1}.000100`,
        text: form.get("text") ?? "",
        ...(form.has("blocks") && { blocks: JSON.parse(form.get("blocks") ?? "") }),
        metadata: JSON.parse(form.get("metadata") ?? "null"),
      };
      messages.push(message);
      if (mishap === "lost answer") {
        response.destroy();
        return undefined;
      }
      return { ok: true, channel: message.channel, ts: message.ts };
    },
    "conversations.open": (form) => ({
      ok: true,
      channel: { id: form.get("users")?.replace(/^U/, "D") },
    }),
    "conversations.history": (form) => ({
      ok: true,
      // Slack tells metadata only to those who ask for it.
      messages: messages
        .filter((message) => message.channel === form.get("channel"))
        .map(({ metadata, ...message }) =>
          form.get("include_all_metadata") === "true" ? { ...message, metadata } : message,
        )
        .reverse(),
    }),
  };

  const server = createServer(async (request, response) => {
    const method = request.url?.slice("/api/".length) ?? "";
    calls.push(method);
    const answer = methods[method]?.(new URLSearchParams(await text(request)), response);
    if (answer)
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  return {
    messages,
    mishaps,
    calls,
    client: new WebClient("xoxb-test", {
      slackApiUrl: `http://127.0.0.1:${port}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
      logger: silent,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
