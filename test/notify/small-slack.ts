import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { LogLevel, WebClient } from "@slack/web-api";

export type SmallMessage = {
  channel: string;
  ts: string;
  /** The message in whose thread it is. */
  threadTs?: string;
  text: string;
  blocks?: unknown;
  metadata?: unknown;
};

/** What happens to the next post instead of an answer: it is taken and the line drops, it is refused, or put off; or nothing. */
export type Mishap = "fine" | "lost answer" | { error: string } | { retryAfter: number };

/** As much of Slack as a delivery meets, over real HTTP with the official client. */
export type SmallSlack = {
  messages: SmallMessage[];
  /** What the next calls of chat.postMessage and chat.update meet, in order. */
  mishaps: Mishap[];
  /** Waits before it answers, when set. */
  pause: (() => Promise<void>) | null;
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
      const refused = refusal(mishap, response);
      if (refused !== null) return refused.answer;
      const message = {
        channel: form.get("channel")?.replace(/^U/, "D") ?? "",
        ts: `${messages.length + 1}.000100`,
        ...(form.has("thread_ts") && { threadTs: form.get("thread_ts") ?? "" }),
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
    "chat.update": (form, response) => {
      const mishap = mishaps.shift();
      const refused = refusal(mishap, response);
      if (refused !== null) return refused.answer;
      const [channel, ts] = [form.get("channel") ?? "", form.get("ts") ?? ""];
      const message = messages.find((one) => one.channel === channel && one.ts === ts);
      if (!message) return { ok: false, error: "message_not_found" };
      message.text = form.get("text") ?? "";
      message.blocks = JSON.parse(form.get("blocks") ?? "[]");
      if (mishap === "lost answer") {
        response.destroy();
        return undefined;
      }
      return { ok: true, channel, ts };
    },
    "conversations.replies": (form) => ({
      ok: true,
      messages: messages.filter(
        (one) =>
          one.channel === form.get("channel") &&
          (one.threadTs === form.get("ts") || one.ts === form.get("ts")),
      ),
    }),
    "conversations.open": (form) => ({
      ok: true,
      channel: { id: form.get("users")?.replace(/^U/, "D") },
    }),
    "conversations.history": (form) => ({
      ok: true,
      // Slack tells metadata only to those who ask for it.
      messages: messages
        .filter((message) => message.channel === form.get("channel") && !message.threadTs)
        .map(({ metadata, ...message }) =>
          form.get("include_all_metadata") === "true" ? { ...message, metadata } : message,
        )
        .reverse(),
    }),
  };

  const server = createServer(async (request, response) => {
    const method = request.url?.slice("/api/".length) ?? "";
    calls.push(method);
    await slack.pause?.();
    const answer = methods[method]?.(new URLSearchParams(await text(request)), response);
    if (answer)
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  const slack: SmallSlack = {
    messages,
    mishaps,
    calls,
    pause: null,
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
  return slack;
}

/** What the caller reads when the call is not carried out; null when it is. */
function refusal(mishap: Mishap | undefined, response: ServerResponse): { answer: unknown } | null {
  if (typeof mishap !== "object") return null;
  if ("error" in mishap) return { answer: { ok: false, ...mishap } };
  response.writeHead(429, { "retry-after": String(mishap.retryAfter) }).end();
  return { answer: undefined };
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
