import { inWorkspace } from "../../db/workspace.ts";
import { mayEver } from "../../kernel/access.ts";
import { actions, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { showDeal } from "./actions.ts";
import { GateClosed } from "./domain/move.ts";
import type { Changed } from "./operations/change-deal.ts";
import { type Filled, moveDealTo } from "./operations/move-deal.ts";
import { findDealView } from "./queries/deal.ts";
import { type DealRef, read, resolveDeal, viewingOf } from "./reading.ts";
import { dealCard, type Notice } from "./views/card.ts";
import { gateClosed, moved, movedButtons, movedText } from "./views/moved.ts";
import { inSentence } from "./views/names.ts";

/** Answers a move: on the card it was made from, or as a sentence. */
export async function answerMove(call: Call, change: Changed): Promise<Reply> {
  const { askLossNotes } = call.settings.stageActions;
  return call.inPlace
    ? cardInPlace(call, change, {
        text: movedText(change),
        buttons: movedButtons(change, askLossNotes),
      })
    : moved(change, askLossNotes);
}

/** Answers any other change: on the card it was made from, or as a sentence with a way to the deal. */
export async function answerChange(
  call: Call,
  change: Changed,
  say: (name: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  const name = inSentence({ title: change.deal.title, accountName: change.accountName });
  const text =
    change.events.length > 0 ? say(name) : md`Nothing to change: ${name} is like that already.`;
  if (call.inPlace) return cardInPlace(call, change, { text });
  return {
    text,
    blocks: [section(text), ...actions(showDeal.button("Open deal", { id: change.deal.id }))],
  };
}

/** Moves a deal that somebody named in a command, and answers: moved, or what the gate misses. */
export async function moveAndAnswer(
  call: Call,
  ref: DealRef,
  move: Parameters<typeof moveDealTo>[2],
  filled: Filled = {},
): Promise<Reply> {
  const id = await resolveDeal(call, ref);
  try {
    return await answerMove(call, await moveDealTo(call, id, move, filled));
  } catch (error) {
    return gateAnswer(call, error);
  }
}

// A gate's refusal as an answer that helps; every other failure goes on.
async function gateAnswer(call: Call, error: unknown): Promise<Reply> {
  if (!(error instanceof GateClosed)) throw error;
  const view = await read(call, (tx, viewing) => findDealView(tx, viewing, error.dealId));
  if (!view) throw error;
  return gateClosed(
    error,
    { title: view.deal.title, accountName: view.accountName },
    mayEver(call.actor, "deal.override"),
  );
}

async function cardInPlace(call: Call, change: Changed, notice: Notice): Promise<Reply> {
  const viewing = viewingOf(call);
  const view = await inWorkspace(call.deps.db, call.actor.workspaceId, (tx) =>
    findDealView(tx, viewing, change.deal.id),
  );
  if (!view) throw new Error(`deal ${change.deal.id} is gone after its change`);
  const reader = { ...viewing, relations: view.relations };
  return { ...dealCard(view, reader, notice), replace: true };
}
