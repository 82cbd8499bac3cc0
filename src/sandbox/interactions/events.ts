import { type Engine, nextId, nowSeconds } from "../engine/engine.ts";
import { postMessage } from "../engine/messages.ts";
import { actionTs, payloadOfMessage, payloadOfView } from "../engine/payload.ts";
import type { Channel, Message } from "../engine/state.ts";
import { homeOf } from "../engine/views.ts";
import { escaped, handleOf } from "./command.ts";

async function tell(engine: Engine, name: string, event: Record<string, unknown>): Promise<void> {
  if (engine.manifest?.events && !engine.manifest.events.includes(name)) return;
  await engine.deliver({
    type: "events_api",
    payload: {
      token: engine.verificationToken,
      team_id: engine.state.team.id,
      context_team_id: engine.state.team.id,
      context_enterprise_id: null,
      api_app_id: engine.appId,
      event: { ...event, event_ts: event.ts ?? actionTs(engine) },
      type: "event_callback",
      event_id: nextId(engine, "Ev"),
      event_time: nowSeconds(engine),
      authorizations: [
        {
          enterprise_id: null,
          team_id: engine.state.team.id,
          user_id: engine.state.bot.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    },
  });
}

/** A person writes a message; the app hears of it in its own direct messages and where it is mentioned. */
export async function say(
  engine: Engine,
  of: {
    user: string;
    channel: Channel;
    text: string;
    threadTs?: string | null | undefined;
    files?: readonly string[] | undefined;
  },
): Promise<Message> {
  const text = escaped(engine, of.text).replace(/<([@#][A-Z0-9]+)\|[^>]*>/g, "<$1>");
  const message = postMessage(engine, {
    channel: of.channel.id,
    user: of.user,
    text,
    threadTs: of.threadTs,
    files: of.files,
  });
  engine.log.add("person", `${handleOf(engine, of.user)} wrote in ${of.channel.name}`, { text });
  const event = { ...payloadOfMessage(engine, message), channel: of.channel.id };
  const { bot } = engine.state;
  if (of.channel.im) await tell(engine, "message.im", { ...event, channel_type: "im" });
  else if (of.channel.members.includes(bot.id) && text.includes(`<@${bot.id}>`))
    await tell(engine, "app_mention", { ...event, type: "app_mention" });
  return message;
}

/** A person opens the app's home tab. */
export async function openHome(engine: Engine, user: string): Promise<void> {
  const view = homeOf(engine, user);
  engine.log.add("person", `${handleOf(engine, user)} opened the home tab`);
  await tell(engine, "app_home_opened", {
    type: "app_home_opened",
    user,
    channel: `D${user.slice(1)}`,
    tab: "home",
    ...(view ? { view: payloadOfView(engine, view) } : {}),
  });
}
