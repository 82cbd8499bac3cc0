import { joinWords } from "../../kernel/text.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { join, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, showDeal } from "../deals/index.ts";
import { showApproval } from "./actions.ts";
import { type Decision, decide } from "./operations/decide.ts";
import { withdrawOwn } from "./operations/withdraw.ts";
import { listAskedBy, listDecidedBy, listWaitingFor } from "./queries/list.ts";
import { seeApproval } from "./reading.ts";
import { approvalCard, cardOf, decisionWords } from "./views/card.ts";
import { approvalList } from "./views/list.ts";

const RECENT = 5;

/** What a command and a button both do: one place each, so that both answer the same. */
export async function show(call: Call, id: number): Promise<Reply> {
  const seen = await seeApproval(call, id);
  const card = approvalCard(cardOf(seen), call.actor, seen.role);
  const waits = seen.waitsFor.length > 0 ? md`Waits for ${joinWords(seen.waitsFor, "or")}` : null;
  return { ...card, blocks: [...card.blocks, ...(waits ? [context(waits)] : [])] };
}

/** What waits for the actor, what they asked for, and what they decided lately. */
export async function list(call: Call): Promise<Reply> {
  const { workspaceId, personId } = call.actor;
  const found = await read(call, async (tx) => ({
    waiting: await listWaitingFor(tx, workspaceId, personId, call.now),
    asked: await listAskedBy(tx, workspaceId, personId, RECENT),
    decided: await listDecidedBy(tx, workspaceId, personId, RECENT),
  }));
  return approvalList(found, { now: call.now, timeZone: call.actor.timeZone });
}

/** Approves or rejects, and says what came of it. */
export async function decideAndAnswer(call: Call, id: number, decision: Decision): Promise<Reply> {
  const { approval, outcomes, waitsFor } = await decide(call, id, decision);
  const what = new Mrkdwn(approval.what);
  if (approval.state === "open") {
    const text = md`You agreed to ${what}. It still waits for ${joinWords(waitsFor, "and")}.`;
    return {
      text,
      blocks: [section(text), ...actions(showApproval.button("Open request", { id }))],
    };
  }
  const state = approval.state === "approved" ? "approved" : "rejected";
  const text = join(
    [
      md`You ${decisionWords(approval, state)}.`,
      md`${approval.requesterName} is told.`,
      ...outcomes.map((outcome) => outcome.text),
    ],
    " ",
  );
  return {
    text,
    blocks: [
      section(text),
      ...actions(
        ...outcomes.flatMap((outcome) => outcome.buttons),
        showDeal.button("Open deal", { id: approval.dealId }),
      ),
    ],
  };
}

/** The requester takes it back. */
export async function withdrawAndAnswer(call: Call, id: number): Promise<Reply> {
  const approval = await withdrawOwn(call, id);
  const text = md`Took back the request for ${new Mrkdwn(approval.what)}. Who was asked sees it on their card.`;
  return {
    text,
    blocks: [section(text), ...actions(showDeal.button("Open deal", { id: approval.dealId }))],
    replace: call.inPlace,
  };
}
