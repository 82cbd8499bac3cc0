import type { Block } from "../blocks/schema.ts";
import { checkBlocks } from "../blocks/validate.ts";
import type { Metadata } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import { type Call, jsonArg, SlackRefusal, textArg } from "./call.ts";

/** What a message says, checked against Slack's limits. */
export type Content = { text: string; blocks: Block[]; metadata: Metadata | null };

/**
 * Reads text, blocks and metadata of a call that posts or edits.
 * @throws SlackRefusal no_text, msg_too_long, markdown_text_conflict, invalid_blocks or invalid_metadata_format
 */
export function messageContent(call: Call, hasFiles = false): Content {
  const markdown = textArg(call, "markdown_text");
  if (markdown !== "" && (textArg(call, "text") !== "" || call.args.blocks !== undefined))
    throw new SlackRefusal("markdown_text_conflict");
  if (markdown.length > LIMIT.messageMarkdown) throw new SlackRefusal("msg_too_long");
  const text = markdown || textArg(call, "text");
  const given = jsonArg(call, "blocks", "invalid_blocks_format");
  if (call.args.attachments !== undefined && text === "" && given === undefined)
    throw new SlackRefusal("no_text", ["[ERROR] the sandbox shows no attachments: use blocks"]);
  if (text.length > LIMIT.messageText) throw new SlackRefusal("msg_too_long");
  const checked = given === undefined ? null : checkBlocks(given, "message", "/blocks");
  if (checked && !checked.ok) throw new SlackRefusal("invalid_blocks", checked.messages);
  const blocks = checked?.value ?? [];
  if (text.trim() === "" && blocks.length === 0 && !hasFiles) throw new SlackRefusal("no_text");
  if (text.trim() === "" && blocks.length > 0)
    call.engine.log.warn(
      `${call.method}: blocks without a top-level text; notifications and screen readers have nothing to say`,
    );
  return { text, blocks, metadata: metadataOf(call) };
}

function metadataOf(call: Call): Metadata | null {
  const given = jsonArg(call, "metadata", "invalid_metadata_format");
  if (given === undefined) return null;
  if (
    typeof given === "object" &&
    given !== null &&
    "event_type" in given &&
    "event_payload" in given
  ) {
    const { event_type, event_payload } = given;
    if (
      typeof event_type === "string" &&
      event_type !== "" &&
      typeof event_payload === "object" &&
      event_payload !== null
    )
      return { event_type, event_payload: Object.fromEntries(Object.entries(event_payload)) };
  }
  throw new SlackRefusal("invalid_metadata_format");
}
