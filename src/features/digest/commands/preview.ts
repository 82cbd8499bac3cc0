import { inWorkspace, readWorkspace } from "../../../db/workspace.ts";
import { isAllowed } from "../../../kernel/access.ts";
import { formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { context } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { asMrkdwn, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { ensureHistory, refreshInsights } from "../../pipeline/index.ts";
import { gatherDigest } from "../operations/gather.ts";
import { makeMorning } from "../operations/morning.ts";
import { composeDigest, slotNow } from "../operations/write-digest.ts";
import { actorOf } from "../queries/owner.ts";
import { lastSent, type Subscription } from "../queries/subscriptions.ts";
import { type DigestMessage, digestMessage } from "../views/digest.ts";
import { digestNumber, digestWords, findDigest, planOf, scopeOfRequest } from "./words.ts";

export const previewCommand = defineCommand({
  command: "/digest",
  verb: "preview",
  summary: "Show a digest now, to you only: one there is by its number, or one you describe",
  example: "/digest preview weekly emea",
  permission: "digest.subscribe",
  args: { number: digestNumber, when: digestWords },
  async run({ number, when = {} }, call) {
    await lookForRisks(call);
    if (number !== undefined) return previewOf(call, await findDigest(call, number));
    const { actor, settings, now } = call;
    const scope = await scopeOfRequest(call, when);
    const { cadence } = planOf(when);
    const timeZone = when.timeZone ?? actor.timeZone;
    const data = await readWorkspace(call.deps.db, actor.workspaceId, (tx) =>
      gatherDigest(tx, {
        actor,
        settings,
        scope,
        cadence,
        slot: slotNow(now, timeZone),
        timeZone,
        lastSent: null,
        skipped: [],
      }),
    );
    if (!data) throw gone();
    return asReply(digestMessage(data, md`A preview, for you only. Nobody is subscribed to it.`));
  },
});

export const againCommand = defineCommand({
  command: "/digest",
  verb: "again",
  summary: "Show the last digest of this channel once more, to you only, with the figures it had",
  example: "/digest again",
  permission: "digest.subscribe",
  args: { number: digestNumber },
  async run({ number }, call) {
    const found = await findDigest(call, number);
    checkSight(call, found);
    const message = await readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
      const at = await lastSent(tx, found, call.now);
      if (!at) return null;
      const sentAt = await lastSent(tx, found, at);
      const slot = slotNow(at, found.rhythm.timeZone);
      const { actor } = await actorOf(call.deps, tx, found.workspaceId, found.ownerId);
      const written = await composeDigest(tx, found, slot, {
        actor,
        settings: call.settings,
        sentAt,
        tellSkipped: false,
      });
      return written === "not_allowed" ? "not_allowed" : { written, at };
    });
    if (message === "not_allowed") throw gone();
    if (!message)
      throw new AppError(
        "not_found",
        `Digest ${found.id} was not sent yet.`,
        `\`/digest preview ${found.id}\` shows it as of now.`,
      );
    const when = formatInstant(message.at, { now: call.now, timeZone: call.actor.timeZone });
    return asReply(message.written, md`As it stood ${when}.`);
  },
});

async function previewOf(call: Call, found: Subscription): Promise<Reply> {
  checkSight(call, found);
  const slot = slotNow(call.now, found.rhythm.timeZone);
  const message = await readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
    const sentAt = await lastSent(tx, found, call.now);
    const { person, actor } = await actorOf(call.deps, tx, found.workspaceId, found.ownerId);
    if (found.kind === "digest")
      return composeDigest(tx, found, slot, {
        actor,
        settings: call.settings,
        sentAt,
        tellSkipped: true,
      });
    return makeMorning(tx, {
      actor: call.actor,
      person,
      settings: call.settings,
      slot,
      subscription: found,
      sentAt,
      isPreview: true,
    });
  });
  if (message === "not_allowed") throw gone();
  if (message === null)
    return { text: md`There is nothing to say this morning, so no message would come.` };
  return asReply(message);
}

/** A digest shows what its owner may see: where sellers don't see all deals, only the owner looks at it by themself. */
function checkSight({ actor, settings }: Call, { ownerId, ownerName, id }: Subscription): void {
  const seesAll = isAllowed(actor, "deal.see") || settings.salesSeeAllDeals;
  if (seesAll || ownerId === actor.personId) return;
  throw new AppError(
    "forbidden",
    `Digest ${id} shows what ${ownerName} may see.`,
    "`/digest preview team` shows yours.",
  );
}

function gone(): AppError {
  return new AppError(
    "not_found",
    "The team or person it is about is not here any more.",
    "`/digest preview all` looks at everyone's deals.",
  );
}

/** A message with what would stand in its thread below it. */
function asReply(message: DigestMessage, note?: Mrkdwn): Reply {
  return {
    text: asMrkdwn(message.text),
    blocks: [
      ...(note ? [context(note)] : []),
      ...message.blocks,
      ...message.thread.flatMap((reply) => reply.blocks),
    ],
  };
}

/** Brings up to date what a digest looks at besides the deals. */
async function lookForRisks({ deps, actor, settings, now }: Call): Promise<void> {
  const { workspaceId } = actor;
  await ensureHistory(deps, workspaceId, now);
  await inWorkspace(deps.db, workspaceId, (tx) =>
    refreshInsights(tx, { workspaceId, settings, now }),
  );
}
