import type { Engine } from "../engine/engine.ts";
import { actionTs, payloadOfMessage } from "../engine/payload.ts";
import { issueResponseUrl, issueTrigger } from "../engine/triggers.ts";
import type { Acted } from "./block-actions.ts";
import { handleOf } from "./command.ts";
import { channelPart, common, findOrigin } from "./origin.ts";

function isDeclared(engine: Engine, callbackId: string, type: "global" | "message"): boolean {
  return (
    !engine.manifest ||
    engine.manifest.shortcuts.some((each) => each.callback_id === callbackId && each.type === type)
  );
}

/** A shortcut from the menu beside the composer. */
export async function globalShortcut(
  engine: Engine,
  user: string,
  callbackId: string,
): Promise<Acted> {
  if (!isDeclared(engine, callbackId, "global"))
    return { ok: false, error: `The manifest has no global shortcut "${callbackId}".` };
  engine.log.add("person", `${handleOf(engine, user)} used the shortcut ${callbackId}`);
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "shortcut",
      ...common(engine, user),
      action_ts: actionTs(engine),
      callback_id: callbackId,
      trigger_id: issueTrigger(engine, user),
    },
  });
  return delivered.ok ? { ok: true } : { ok: false, error: delivered.error };
}

/** A shortcut from a message's menu. */
export async function messageShortcut(
  engine: Engine,
  user: string,
  callbackId: string,
  at: { channel: string; ts: string },
): Promise<Acted> {
  if (!isDeclared(engine, callbackId, "message"))
    return { ok: false, error: `The manifest has no message shortcut "${callbackId}".` };
  const origin = findOrigin(engine, user, at);
  if (origin?.kind !== "message" || origin.message.onlyFor)
    return { ok: false, error: "Shortcuts are for messages that everyone in the channel sees." };
  const { message } = origin;
  engine.log.add(
    "person",
    `${handleOf(engine, user)} used the shortcut ${callbackId} on a message`,
  );
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "message_action",
      ...common(engine, user),
      action_ts: actionTs(engine),
      callback_id: callbackId,
      trigger_id: issueTrigger(engine, user),
      channel: channelPart(engine, message.channel),
      message_ts: message.ts,
      message: payloadOfMessage(engine, message),
      response_url: issueResponseUrl(engine, {
        user,
        channel: message.channel,
        threadTs: message.threadTs,
        kind: "action",
        // Nobody can replace what another person wrote.
        original: message.user === engine.state.bot.id ? message.ts : null,
      }),
    },
  });
  return delivered.ok ? { ok: true } : { ok: false, error: delivered.error };
}
