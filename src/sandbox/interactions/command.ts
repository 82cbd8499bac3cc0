import { type Engine, hasScope } from "../engine/engine.ts";
import { postMessage } from "../engine/messages.ts";
import type { Channel } from "../engine/state.ts";
import { issueResponseUrl, issueTrigger } from "../engine/triggers.ts";
import { SlackRefusal } from "../web-api/call.ts";
import { channelPart } from "./origin.ts";
import { respond } from "./response-url.ts";

/** Slack's escaping of what people type: `& < >` as entities, `@ada` and `#general` as `<@U…|ada>` and `<#C…|general>`. */
export function escaped(engine: Engine, text: string): string {
  const { state } = engine;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/(^|[\s(,;])@([a-z0-9][a-z0-9._-]*)/g, (whole, before: string, name: string) => {
      if (["channel", "here", "everyone"].includes(name)) return `${before}<!${name}>`;
      const handle = name.replace(/[._-]+$/, "");
      const person = [...state.people.values()].find((each) => each.handle === handle);
      return person ? `${before}<@${person.id}|${handle}>${name.slice(handle.length)}` : whole;
    })
    .replace(/(^|[\s(,;])#([\p{Ll}\p{Lo}\p{N}_-]+)/gu, (whole, before: string, name: string) => {
      const channel = [...state.channels.values()].find((each) => !each.im && each.name === name);
      return channel ? `${before}<#${channel.id}|${name}>` : whole;
    });
}

/** Sends what a person typed after a slash, and shows them what the acknowledgement says or that it failed. */
export async function runCommand(
  engine: Engine,
  of: { user: string; channel: Channel; text: string },
): Promise<void> {
  const [, command = "", rest = ""] = /^(\/\S*)\s*([\s\S]*)$/.exec(of.text.trim()) ?? [];
  engine.log.add("person", `${handleOf(engine, of.user)} typed ${of.text}`, {
    channel: of.channel.id,
  });
  const isDeclared = engine.manifest?.commands.includes(command) ?? true;
  if (!engine.isInstalled || !isDeclared || !hasScope(engine, "commands")) {
    if (!isDeclared) engine.log.warn(`The manifest has no command ${command}.`);
    notice(engine, of.channel.id, of.user, `${command} is not a valid command.`);
    return;
  }
  const responseUrl = issueResponseUrl(engine, {
    user: of.user,
    channel: of.channel.id,
    threadTs: null,
    kind: "command",
    original: null,
  });
  const delivered = await engine.deliver({
    type: "slash_commands",
    payload: {
      token: engine.verificationToken,
      team_id: engine.state.team.id,
      team_domain: engine.state.team.domain,
      channel_id: of.channel.id,
      channel_name: channelPart(engine, of.channel.id).name,
      user_id: of.user,
      user_name: handleOf(engine, of.user),
      command,
      text: escaped(engine, rest.trim()),
      api_app_id: engine.appId,
      is_enterprise_install: "false",
      response_url: responseUrl,
      trigger_id: issueTrigger(engine, of.user),
    },
  });
  if (!delivered.ok) {
    notice(engine, of.channel.id, of.user, `${command} failed with the error ${delivered.error}`);
    return;
  }
  acknowledge(engine, responseUrl.split("/").at(-1) ?? "", delivered.payload, () =>
    notice(engine, of.channel.id, of.user, `${command} failed with the error invalid_response`),
  );
}

/** The acknowledgement of a command may itself be an answer. */
function acknowledge(engine: Engine, token: string, payload: unknown, failed: () => void): void {
  const url = engine.responseUrls.get(token);
  const args =
    typeof payload === "string"
      ? { text: payload }
      : Object.fromEntries(Object.entries(Object(payload)));
  if (!url || (!args.text && !args.blocks)) return;
  try {
    respond(engine, url, args);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    engine.log.refuse({
      method: "ack",
      error: error.error,
      messages: error.messages,
      detail: args,
    });
    failed();
  }
}

/** Something Slack itself tells one person. */
export function notice(engine: Engine, channel: string, user: string, text: string): void {
  postMessage(engine, { channel, user: "USLACKBOT", bySlack: true, text, onlyFor: user });
}

/** The handle of a person, for logs and payloads. */
export function handleOf(engine: Engine, user: string): string {
  return engine.state.people.get(user)?.handle ?? user;
}
