import { messageOf } from "../kernel/errors.ts";
import { SIGNATURE_HEADER, signature, TIMESTAMP_HEADER } from "./sign.ts";

const TIMEOUT_MS = 10_000;

/** A call that did not work. The message may be shown to people: it holds neither the secret nor the address. */
export class WebhookFailed extends Error {
  override readonly name = "WebhookFailed";
  /** It would fail the same way again: a redirect, an address that refuses. */
  readonly isFinal: boolean;
  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}

/**
 * Posts JSON to another program, signed with a secret both know. Redirects are not followed: what is signed for one address
 * is not for another.
 * @param call.timeoutMs how long an answer may take, 10 s unless told otherwise
 * @throws WebhookFailed when it does not answer 2xx in time
 */
export async function callWebhook(call: {
  url: string;
  payload: unknown;
  secret: string;
  now: Date;
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const url = URL.canParse(call.url) ? new URL(call.url) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WebhookFailed("The address must begin with http:// or https://.", true);
  const body = JSON.stringify(call.payload);
  const timestamp = String(Math.floor(call.now.getTime() / 1000));
  const timeoutMs = call.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Dealdesk",
        [TIMESTAMP_HEADER]: timestamp,
        [SIGNATURE_HEADER]: signature(call.secret, timestamp, body),
      },
      body,
    });
  } catch (error) {
    throw new WebhookFailed(
      timeout.aborted ? `It gave no answer in ${timeoutMs / 1000} s.` : unreachable(error),
      false,
    );
  }
  // What it says is not read: it might be endless.
  await response.body?.cancel();
  const { status } = response;
  if (response.ok) return;
  if (status >= 300 && status < 400)
    throw new WebhookFailed(
      `It answered with a redirect (${status}), which I don't follow. Set the address it leads to.`,
      true,
    );
  const isBusy = status === 408 || status === 425 || status === 429;
  throw new WebhookFailed(`It answered ${status}.`, status < 500 && !isBusy);
}

/** Node hides why a fetch failed in its cause; the code ("ECONNREFUSED") tells nothing secret. */
function unreachable(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code =
    typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  return code ? `It can't be reached (${code}).` : `It can't be reached: ${messageOf(error)}.`;
}
