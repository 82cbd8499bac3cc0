import type { BlockAction, BlockElementAction, Context, MessageShortcut } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { AppError } from "../kernel/errors.ts";
import type { Heard } from "./hear.ts";
import type { ShortcutMessage } from "./shortcut.ts";

type Body = {
  user: { id: string; name?: string; username?: string; team_id?: string };
  team?: { id: string } | null;
  trigger_id?: string;
};

/** What names a delivery, as `connectSlack` takes it from the envelope or the request; null when it was not there. */
export function deliveryOf(context: Context): string | null {
  return typeof context.deliveryId === "string" ? context.deliveryId : null;
}

/** Who acts and where, as every interactive payload says it. */
export function actorOf({
  body,
  client,
  context,
}: {
  body: Body;
  client: WebClient;
  context: Context;
}): Pick<
  Heard,
  "body" | "deliveryId" | "workspaceId" | "slackUserId" | "userName" | "triggerId" | "client"
> {
  return {
    body,
    deliveryId: deliveryOf(context),
    workspaceId: body.team?.id ?? body.user.team_id ?? context.teamId ?? "",
    slackUserId: body.user.id,
    userName: body.user.name ?? body.user.username ?? null,
    triggerId: body.trigger_id ?? null,
    client,
  };
}

/** Where a button was pressed. */
export function place(
  body: BlockAction,
): Pick<Heard, "channelId" | "responseUrl" | "inPlace" | "inModal"> {
  return {
    channelId: body.channel?.id ?? null,
    responseUrl: body.response_url || null,
    inPlace: body.container?.is_ephemeral === true,
    inModal: body.view !== undefined,
  };
}

/** The value of a pressed button or a chosen entry; what carries none gives an empty text. */
export function chosenValue(action: BlockElementAction): string {
  if (action.type === "button") return action.value ?? "";
  if (action.type === "static_select" || action.type === "overflow")
    return action.selected_option?.value ?? "";
  return "";
}

/** The message a message shortcut was used on. */
export function shortcutMessage(body: MessageShortcut): ShortcutMessage {
  const text = body.message.text ?? "";
  if (!text.trim())
    throw new AppError(
      "bad_input",
      "That message has no text I could use.",
      "Pick one with words.",
    );
  return {
    text,
    authorId: body.message.user ?? null,
    channelId: body.channel.id,
    ts: body.message_ts,
  };
}
