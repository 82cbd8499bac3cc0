import { readWorkspace } from "../../../db/workspace.ts";
import { plural } from "../../../kernel/text.ts";
import { context, paragraphs, section } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { lines, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { viewingOf } from "../../deals/index.ts";
import { findScope } from "../../pipeline/index.ts";
import { comesNext } from "../domain/slots.ts";
import { actorOf } from "../queries/owner.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";
import { aboutWords, subscriptionLine } from "../views/subscription.ts";

const MOST = 40;

export const listCommand = defineCommand({
  command: "/digest",
  verb: "list",
  summary: "The digests of all channels, and your morning message",
  example: "/digest list",
  permission: "digest.subscribe",
  args: {},
  run: (_, call) => showList(call),
});

async function showList(call: Call): Promise<Reply> {
  const { workspaceId, personId, timeZone } = call.actor;
  const { own, shown, count } = await readWorkspace(call.deps.db, workspaceId, async (tx) => {
    const all = await listSubscriptions(tx, workspaceId, call.settings);
    const digests = all.filter(
      // What goes to somebody's direct messages is nobody else's business.
      (one) => one.kind === "digest" && (!/^[UW]/.test(one.channelId) || one.ownerId === personId),
    );
    const named: { one: Subscription; about: string }[] = [];
    for (const one of digests.slice(0, MOST)) {
      const { actor } = await actorOf(call.deps, tx, workspaceId, one.ownerId);
      const found = await findScope(tx, viewingOf({ ...call, actor }), one.scope);
      const title = (found?.title ?? "nobody").replace(/^Your/, `${one.ownerName}'s`);
      named.push({ one, about: aboutWords(title) });
    }
    return {
      own: all.find((one) => one.kind === "morning" && one.ownerId === personId),
      shown: named,
      count: digests.length,
    };
  });
  const reader = { now: call.now, timeZone };
  const line = (one: Subscription, about: string) =>
    subscriptionLine(one, about, comesNext(one.rhythm, one, call.now)?.at ?? null, reader);
  const first = shown[0]?.one.id;
  const text =
    count === 0
      ? md`No channel has a digest yet.`
      : md`${plural(count, "digest")}${count > shown.length ? `, the first ${shown.length}` : ""}, times by your clock.`;
  return {
    text,
    blocks: [
      section(text),
      ...(shown.length > 0
        ? paragraphs(lines(...shown.map(({ one, about }) => md`• ${line(one, about)}`)))
        : []),
      ...(own ? [section(md`• ${line(own, "")}`)] : []),
      context(
        sentence(
          count === 0
            ? "`/digest here weekdays 09:00 Europe/Berlin` in a channel makes one; `/digest preview` shows what it would say."
            : `Like \`/digest change ${first} weekly mon 08:00\`, \`/digest pause ${first}\`, \`/digest stop ${first}\`, \`/digest preview ${first}\``,
        ),
      ),
    ],
  };
}
