import { slackErrorCode } from "./slack-error.ts";

/** Slack refused the token itself: nothing will work until it is replaced. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

const HOPELESS = new Set([
  "invalid_auth",
  "not_authed",
  "not_allowed_token_type",
  "account_inactive",
  "token_revoked",
  "token_expired",
]);

/** The failure of a call as TokenRefused, naming the variable, when it was the token's; else as it is. */
export function namingToken(error: unknown, variable: string): unknown {
  const code = slackErrorCode(error);
  return code && HOPELESS.has(code)
    ? new TokenRefused(`${variable}: Slack refused it (${code}).`)
    : error;
}
