import { type Engine, nextId, nowSeconds } from "../engine/engine.ts";
import { postMessage } from "../engine/messages.ts";
import type { ScheduledMessage } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  channelArg,
  type Method,
  numberArg,
  paged,
  requiredText,
  SlackRefusal,
  textArg,
} from "./call.ts";
import { destination, threadOf } from "./chat.ts";
import { messageContent } from "./message-content.ts";

const DAY_SECONDS = 86_400;
const WINDOW_SECONDS = 300;

function postAtArg(call: Call): number {
  requiredText(call, "post_at");
  const at = numberArg(call, "post_at", "invalid_time") ?? 0;
  const now = nowSeconds(call.engine);
  if (!Number.isInteger(at)) throw new SlackRefusal("invalid_time");
  if (at <= now) throw new SlackRefusal("time_in_past");
  if (at > now + LIMIT.scheduleAheadDays * DAY_SECONDS) throw new SlackRefusal("time_too_far");
  return at;
}

const schedule: Method = (call) => {
  const { engine } = call;
  const channel = destination(call);
  const postAt = postAtArg(call);
  const content = messageContent(call);
  const near = engine.state.scheduled.filter(
    (each) =>
      each.channel === channel.id &&
      Math.floor(each.postAt / WINDOW_SECONDS) === Math.floor(postAt / WINDOW_SECONDS),
  );
  if (near.length >= LIMIT.scheduledInFiveMinutes) throw new SlackRefusal("restricted_too_many");
  if (content.metadata)
    engine.log.warn("chat.scheduleMessage: Slack never posts a scheduled message with metadata");
  const scheduled: ScheduledMessage = {
    id: nextId(engine, "Q"),
    channel: channel.id,
    postAt,
    created: nowSeconds(engine),
    text: content.text,
    blocks: content.blocks,
    threadTs: threadOf(call, channel),
  };
  // Slack's own bug, which a bot must not depend on being away: it takes the message and never posts it.
  if (!content.metadata) engine.state.scheduled.push(scheduled);
  return {
    channel: channel.id,
    scheduled_message_id: scheduled.id,
    post_at: postAt,
    message: {
      type: "delayed_message",
      text: content.text,
      user: engine.state.bot.id,
      bot_id: engine.botId,
      ...(content.blocks.length > 0 ? { blocks: content.blocks } : {}),
    },
  };
};

const remove: Method = (call) => {
  const { engine } = call;
  const channel = channelArg(call);
  const id = requiredText(call, "scheduled_message_id");
  const found = engine.state.scheduled.find(
    (each) => each.id === id && each.channel === channel.id,
  );
  // A message that is about to be posted cannot be held back any more.
  if (!found || found.postAt - nowSeconds(engine) < LIMIT.deleteScheduledSeconds)
    throw new SlackRefusal("invalid_scheduled_message_id");
  engine.state.scheduled = engine.state.scheduled.filter((each) => each !== found);
  return {};
};

const list: Method = (call) => {
  const channel = textArg(call, "channel");
  if (channel !== "" && !call.engine.state.channels.has(channel))
    throw new SlackRefusal("invalid_channel");
  const oldest = numberArg(call, "oldest") ?? 0;
  const latest = numberArg(call, "latest") ?? Number.POSITIVE_INFINITY;
  const found = call.engine.state.scheduled
    .filter(
      (each) =>
        (channel === "" || each.channel === channel) &&
        each.postAt >= oldest &&
        each.postAt <= latest,
    )
    .sort((a, b) => a.postAt - b.postAt);
  const { page, response_metadata } = paged(call, found, 100);
  return {
    scheduled_messages: page.map((each) => ({
      id: each.id,
      channel_id: each.channel,
      post_at: each.postAt,
      date_created: each.created,
      text: each.text,
    })),
    response_metadata,
  };
};

/** Posts what is due by the sandbox's clock, in its order. */
export function postScheduled(engine: Engine): void {
  const now = nowSeconds(engine);
  const due = engine.state.scheduled
    .filter((each) => each.postAt <= now)
    .sort((a, b) => a.postAt - b.postAt);
  if (due.length === 0) return;
  engine.state.scheduled = engine.state.scheduled.filter((each) => !due.includes(each));
  for (const { channel, text, blocks, threadTs } of due) {
    const target = engine.state.channels.get(channel);
    // Slack drops what cannot be posted any more.
    if (!target || target.isArchived) continue;
    postMessage(engine, { channel, user: engine.state.bot.id, text, blocks, threadTs });
    engine.log.add("api", "a scheduled message was posted", { channel, text });
  }
}

/** The moments at which something is to be posted. */
export function scheduledTimes(engine: Engine): Date[] {
  return engine.state.scheduled.map((each) => new Date(each.postAt * 1000));
}

/** Messages that wait for their time. */
export const scheduledMethods: Record<string, Method> = {
  "chat.scheduleMessage": schedule,
  "chat.deleteScheduledMessage": remove,
  "chat.scheduledMessages.list": list,
};
