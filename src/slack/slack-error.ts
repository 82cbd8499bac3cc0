import { WebAPIPlatformError } from "@slack/web-api";

/** Slack's own code for why it refused a call, like `name_taken`; null for anything else that was thrown. */
export function slackErrorCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}
