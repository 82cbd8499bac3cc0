import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { messageOf } from "../kernel/errors.ts";

/** What a failed call to Slack means for a message that is to be delivered. */
export type SlackFailure =
  | { kind: "wait"; seconds: number }
  | { kind: "never"; reason: string }
  | { kind: "bad_blocks"; reason: string }
  /** The message that was to be edited is not there, or can't be edited any more. */
  | { kind: "gone"; reason: string }
  /** Slack may have taken the message all the same. */
  | { kind: "unclear"; reason: string };

/** Answers that stay the same however often one asks. From the error lists of chat.postMessage and conversations.open. */
const NEVER: ReadonlySet<string> = new Set([
  "account_inactive",
  "as_user_not_supported",
  "cannot_dm_bot",
  "cannot_reply_to_message",
  "channel_not_found",
  "ekm_access_denied",
  "invalid_arguments",
  "invalid_auth",
  "is_archived",
  "messages_tab_disabled",
  "metadata_too_large",
  "missing_scope",
  "msg_too_long",
  "no_permission",
  "no_text",
  "not_allowed_token_type",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "restricted_action_read_only_channel",
  "team_access_not_granted",
  "team_not_found",
  "token_expired",
  "token_revoked",
  "too_many_attachments",
  "user_disabled",
  "user_not_found",
  "user_not_visible",
  "users_not_found",
]);
const GONE: ReadonlySet<string> = new Set([
  "cant_update_message",
  "edit_window_closed",
  "message_not_found",
]);
const BAD_BLOCKS: ReadonlySet<string> = new Set(["invalid_blocks", "invalid_blocks_format"]);

/** Thrown for a message that must not be sent as it is. */
export class NotFitToSend extends Error {
  override readonly name = "NotFitToSend";
}

/** Sorts what the Web API client threw. */
export function slackFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: "wait", seconds: error.retryAfter };
  if (error instanceof NotFitToSend) return { kind: "never", reason: error.message };
  if (!(error instanceof WebAPIPlatformError)) return { kind: "unclear", reason: messageOf(error) };
  const code = error.data.error;
  const details = error.data.response_metadata?.messages ?? [];
  const reason = [code, ...details].join(" ");
  if (BAD_BLOCKS.has(code)) return { kind: "bad_blocks", reason };
  if (GONE.has(code)) return { kind: "gone", reason };
  return NEVER.has(code) ? { kind: "never", reason } : { kind: "unclear", reason };
}
