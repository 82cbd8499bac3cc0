import type { WebClient } from "@slack/web-api";
import { inWorkspace } from "../../db/workspace.ts";
import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatId } from "../../kernel/ids.ts";
import { plural, slug } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { messageBody } from "../../slack/reply.ts";
import { slackErrorCode } from "../../slack/slack-error.ts";
import { getPerson, managersOf } from "../people/index.ts";
import type { Deal } from "./domain/deal.ts";
import { changeDeal } from "./operations/change-deal.ts";
import { keepCard } from "./operations/keep-card.ts";
import { channelViewing } from "./queries/viewing.ts";
import { type SeenDeal, seeDeal } from "./reading.ts";
import { sharedCard } from "./views/card.ts";
import { dealName } from "./views/names.ts";

export type Room = { channelId: string; made: boolean; invited: string };

/**
 * The Slack channel of a deal, made the first time it is asked for, with its owner, sales engineer, the owner's manager and
 * whoever asked in it, and the deal's card pinned. The name holds the deal's id, so that two who ask at once end up in one channel.
 */
export async function openRoom(call: Call, id: number): Promise<Room> {
  const view = await seeDeal(call, id);
  authorize(call.actor, "deal.change", view.relations);
  if (view.deal.roomId) return { channelId: view.deal.roomId, made: false, invited: "" };
  const channelId = await createChannel(call.slack, view);
  const members = await invite(call, view, channelId);
  await call.slack.conversations.setTopic({
    channel: channelId,
    topic: dealName({ ...view.deal, ...view }).slice(0, 250),
  });
  const card = await postCard(call, view, channelId);
  await call.slack.pins.add({ channel: channelId, timestamp: card }).catch(() => {
    // A room without a pin is still a room.
  });
  await changeDeal(call, id, "deal.change", ({ deal }) => ({
    deal: { ...deal, roomId: channelId },
    events: [{ kind: "room_opened" }],
  }));
  return { channelId, made: true, invited: plural(members, "person", "people") };
}

/** Posts the card where everyone sees it; it is edited there when the deal changes. */
export async function postCard(call: Call, view: SeenDeal, channelId: string): Promise<string> {
  const card = sharedCard(view, channelViewing(call.actor.workspaceId, call.settings, call.now));
  try {
    const posted = await call.slack.chat.postMessage({
      channel: channelId,
      ...messageBody(card),
      unfurl_links: false,
    } as Parameters<WebClient["chat"]["postMessage"]>[0]);
    const place = { channelId: posted.channel ?? channelId, ts: posted.ts ?? "" };
    await keepCard(call, view.deal.id, place);
    return place.ts;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === "not_in_channel" || code === "channel_not_found")
      throw new AppError(
        "rule_broken",
        "I am not in this channel, so I can't post here.",
        "Invite me with `/invite @Dealdesk` and share again.",
      );
    throw error;
  }
}

async function createChannel(slack: WebClient, { deal, accountName }: SeenDeal): Promise<string> {
  const name = `deal-${slug(accountName ?? deal.title, 40)}-${deal.id}`;
  try {
    const { channel } = await slack.conversations.create({ name, is_private: true });
    if (channel?.id) return channel.id;
    throw new Error("conversations.create gave no channel");
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === "name_taken") return findChannel(slack, name, deal);
    if (code === "restricted_action" || code === "missing_scope")
      throw new AppError(
        "forbidden",
        "This workspace does not let me make channels.",
        "A Slack admin can allow it for apps.",
      );
    throw error;
  }
}

async function findChannel(slack: WebClient, name: string, deal: Deal): Promise<string> {
  let cursor: string | undefined;
  // One page after the other: each page names the next.
  do {
    const page = await slack.conversations.list({
      types: "private_channel,public_channel",
      exclude_archived: true,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    const found = page.channels?.find((channel) => channel.name === name);
    if (found?.id) return found.id;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  throw new AppError(
    "conflict",
    `There is a channel #${name} I can't see.`,
    `Invite me there, or rename it, and ask for the room of ${formatId("opp", deal.id)} again.`,
  );
}

async function invite(call: Call, view: SeenDeal, channelId: string): Promise<number> {
  const { workspaceId } = call.actor;
  const manager = await inWorkspace(call.deps.db, workspaceId, async (tx) => {
    const line = await managersOf(tx, workspaceId, view.owner.id);
    const [direct] = line;
    return direct === undefined ? null : getPerson(tx, workspaceId, direct);
  });
  const users = new Set(
    [
      call.actor.slackUserId,
      view.owner.slackUserId,
      view.se?.slackUserId ?? null,
      manager?.slackUserId ?? null,
    ].filter((id) => id !== null),
  );
  try {
    await call.slack.conversations.invite({ channel: channelId, users: [...users].join(",") });
  } catch (error) {
    if (slackErrorCode(error) !== "already_in_channel") throw error;
  }
  return users.size;
}
