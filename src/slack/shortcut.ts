import type { Permission } from "../kernel/access.ts";
import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";

/** The message a message shortcut was used on. */
export type ShortcutMessage = {
  text: string;
  authorId: string | null;
  channelId: string;
  ts: string;
};

/** An entry of Slack's ⚡ menu, or of a message's menu; manifest.yml lists the same. */
export type Shortcut = {
  /** `callback_id` in the manifest. */
  id: string;
  name: string;
  description: string;
  permission: Permission;
} & (
  | { type: "global"; run(call: Call): Promise<Reply | null> }
  | { type: "message"; run(message: ShortcutMessage, call: Call): Promise<Reply | null> }
);

/** Declares a shortcut. */
export function defineShortcut(spec: Shortcut & { id: `${string}.${string}` }): Shortcut {
  return spec;
}
