import { createHmac } from "node:crypto";
import type { Delivered, Engine, Envelope } from "../engine/engine.ts";
import type { Retry } from "./delivery.ts";

/** The body and headers of the request Slack sends for an envelope, signed with the app's secret. */
export function signedRequest(
  engine: Engine,
  envelope: Envelope,
  retry: Retry | null = null,
): { body: string; headers: Record<string, string> } {
  const isEvent = envelope.type === "events_api";
  const body = isEvent
    ? JSON.stringify(envelope.payload)
    : envelope.type === "interactive"
      ? new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString()
      : new URLSearchParams(
          Object.fromEntries(
            Object.entries(envelope.payload).map(([key, value]) => [key, String(value)]),
          ),
        ).toString();
  // The receiver compares this with the machine's clock, so the sandbox's movable one cannot be used.
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", engine.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest("hex");
  return {
    body,
    headers: {
      "content-type": isEvent ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      ...(retry
        ? { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason }
        : {}),
    },
  };
}

/** Delivers by HTTP requests to the bot's own address instead of through sockets. */
export async function deliverByHttp(
  engine: Engine,
  requestUrl: string,
  envelope: Envelope,
  retry: Retry | null = null,
): Promise<Delivered> {
  const { body, headers } = signedRequest(engine, envelope, retry);
  try {
    const response = await fetch(requestUrl, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(engine.times.ackMs),
    });
    const text = await response.text();
    if (response.status !== 200) {
      engine.log.add("ack", `HTTP ${response.status} from ${requestUrl}`, text);
      return {
        ok: false,
        error: "dispatch_failed",
        reason: "http_error",
        noRetry: response.headers.get("x-slack-no-retry") === "1",
      };
    }
    const isJson = response.headers.get("content-type")?.includes("json");
    return { ok: true, payload: isJson && text !== "" ? JSON.parse(text) : text };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return isLate
      ? { ok: false, error: "operation_timeout", reason: "http_timeout" }
      : { ok: false, error: "dispatch_failed", reason: "connection_failed" };
  }
}
