import { announce, type Engine, hasScope, nextId, nowSeconds } from "../engine/engine.ts";
import { postMessage } from "../engine/messages.ts";
import { actionTs, payloadOfMessage, payloadOfUser, payloadOfView } from "../engine/payload.ts";
import { type Channel, kindOf, type Message } from "../engine/state.ts";
import { homeOf } from "../engine/views.ts";
import type { SandboxPerson } from "../team.ts";
import { EVENT_SCOPES } from "../web-api/reference.ts";
import { escaped, handleOf } from "./command.ts";

/** What is delivered without a manifest: the rest an app has to ask for. */
const BY_DEFAULT = ["message.im", "app_mention", "app_home_opened"];

/** Tells the app of an event it subscribed to and has the scope for. */
export async function tell(
  engine: Engine,
  name: string,
  event: Record<string, unknown>,
): Promise<void> {
  if (!engine.isInstalled || !(engine.manifest?.events ?? BY_DEFAULT).includes(name)) return;
  const scopes = EVENT_SCOPES[name] ?? [];
  if (scopes.length > 0 && !scopes.some((scope) => hasScope(engine, scope))) {
    engine.log.warn(`${name} is not delivered: it needs the scope ${scopes.join(" or ")}`);
    return;
  }
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
  const isHeard = of.channel.members.includes(bot.id);
  if (isHeard && !of.channel.im) {
    const kind = kindOf(of.channel);
    const type = { public: "channels", private: "groups", mpim: "mpim", im: "im" }[kind];
    const channel_type = { public: "channel", private: "group", mpim: "mpim", im: "im" }[kind];
    await tell(engine, `message.${type}`, { ...event, channel_type });
  }
  if (of.channel.im) await tell(engine, "message.im", { ...event, channel_type: "im" });
  else if (isHeard && text.includes(`<@${bot.id}>`))
    await tell(engine, "app_mention", { ...event, type: "app_mention" });
  return message;
}

/** A person puts a reaction on a message; once is enough. */
export async function react(engine: Engine, user: string, message: Message, name: string) {
  const reaction = message.reactions.find((each) => each.name === name);
  if (reaction?.users.includes(user)) return;
  if (reaction) reaction.users.push(user);
  else message.reactions.push({ name, users: [user] });
  const { channel, ts } = message;
  engine.log.add("person", `${handleOf(engine, user)} reacted with ${name}`, { channel, ts });
  const members = engine.state.channels.get(channel)?.members ?? [];
  announce(engine, { kind: "channel", audience: members, channel });
  if (members.includes(engine.state.bot.id))
    await tell(engine, "reaction_added", {
      type: "reaction_added",
      user,
      reaction: name,
      item: { type: "message", channel, ts },
      item_user: message.user,
    });
}

/** A person opens the app's home tab. */
export async function openHome(engine: Engine, user: string): Promise<void> {
  if (engine.manifest?.homeTab === false) {
    engine.log.warn("The manifest enables no home tab: nobody can open it.");
    return;
  }
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

/** What of a person's account changes. */
export type ProfileChange = Partial<
  Pick<SandboxPerson, "realName" | "email" | "tz" | "title" | "isAdmin" | "isDeactivated">
>;

/** A person's profile or standing changes, by themselves or by an admin; the app hears of it as `user_change`. */
export async function changeProfile(
  engine: Engine,
  user: string,
  change: ProfileChange,
): Promise<void> {
  const person = engine.state.people.get(user);
  if (!person) throw new Error(`There is no ${user}.`);
  const updated = nowSeconds(engine);
  engine.state.people.set(user, { ...person, ...change, updated });
  engine.log.add("person", `${person.handle} changed`, change);
  announce(engine, { kind: "channel", audience: [...engine.state.people.keys()] });
  await tell(engine, "user_change", {
    type: "user_change",
    user: payloadOfUser(engine, user),
    cache_ts: updated,
  });
}
