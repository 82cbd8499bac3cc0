import { createHmac, timingSafeEqual } from "node:crypto";

/** The headers of a signed call: when it was made (Unix seconds), and the signature over that and the body. */
export const TIMESTAMP_HEADER = "x-dealdesk-timestamp";
export const SIGNATURE_HEADER = "x-dealdesk-signature";

/**
 * `v1=` and the hex HMAC-SHA256 of `timestamp.body`. The time is signed too, so that a call that was overheard can't be
 * made again later.
 * @param timestamp Unix seconds, as in the header
 */
export function signature(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/** Whether the signature is right, compared without telling by the time it takes where it goes wrong. */
export function isSignedBy(
  secret: string,
  call: { timestamp: string; body: string; signature: string },
): boolean {
  const expected = Buffer.from(signature(secret, call.timestamp, call.body));
  const given = Buffer.from(call.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
