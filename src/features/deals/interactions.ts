import { authorize, mayEver } from "../../kernel/access.ts";
import { asDay } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { channelLink, join, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import {
  askMissing,
  askNextStep,
  askNote,
  askOverride,
  askReopen,
  createDealButton,
  listPage,
  moreOnDeal,
  moveDealTo as moveButton,
  showDeal,
  undoLastMove,
} from "./actions.ts";
import { answerChange, answerMove } from "./answers.ts";
import { missingFor } from "./domain/gates.ts";
import { GateClosed } from "./domain/move.ts";
import type { Stage } from "./domain/stage.ts";
import { stageName } from "./domain/stage.ts";
import { showHistory, showList } from "./listing.ts";
import { openEditDeal } from "./modals/edit-deal.ts";
import { openFillGate } from "./modals/fill-gate.ts";
import { openNewDeal } from "./modals/new-deal.ts";
import {
  assignModal,
  nextStepModal,
  noteModal,
  overrideModal,
  reopenModal,
} from "./modals/one-thing.ts";
import { moveDealTo, undo } from "./operations/move-deal.ts";
import { findLackingWork } from "./queries/lacking-work.ts";
import { read, seeDeal, viewingOf } from "./reading.ts";
import { postCard } from "./room.ts";
import { dealCard } from "./views/card.ts";
import { gateClosed } from "./views/moved.ts";
import { dealName } from "./views/names.ts";

async function card(call: Call, id: number): Promise<Reply> {
  const view = await seeDeal(call, id);
  return dealCard(view, { ...viewingOf(call), relations: view.relations });
}

/** Asks in a modal for what the gate to a stage misses. */
async function askForMissing(call: Call, id: number, to: Stage): Promise<Reply | null> {
  const view = await seeDeal(call, id);
  const { deal } = view;
  const missing = missingFor(deal.stage, to, {
    contact: deal.contactId !== null,
    amount: deal.amount !== null && deal.amount.minor > 0,
    closeDate: deal.closeDate !== null,
    requirement: view.requirements > 0,
    lostReason: deal.lostReason !== null,
  });
  const lacking = await read(call, (tx) => findLackingWork(tx, call, deal, to));
  if (lacking.length > 0)
    return gateClosed(
      new GateClosed(deal, to, missing, lacking),
      { title: deal.title, accountName: view.accountName },
      mayEver(call.actor, "deal.override"),
    );
  // Somebody may have filled it in meanwhile.
  if (missing.length === 0 || deal.status !== "open")
    return answerMove(call, await moveDealTo(call, id, { to }));
  await call.open(
    openFillGate({
      id,
      to,
      missing,
      name: dealName({ ...deal, ...view }),
      hasAccount: deal.accountId !== null,
    }),
  );
  return null;
}

async function more(
  call: Call,
  id: number,
  what: "edit" | "note" | "assign" | "history" | "share",
): Promise<Reply | null> {
  if (what === "history") return showHistory(call, id);
  if (what === "share") return share(call, id);
  const view = await seeDeal(call, id);
  // Asked before the form opens, so that nobody fills in what will be refused; the change asks again.
  authorize(call.actor, what === "note" ? "deal.note" : "deal.change", view.relations);
  if (what === "edit") await call.open(openEditDeal(view));
  else if (what === "note") await call.open(noteModal.open({ id }));
  else await call.open(assignModal.open({ id }));
  return null;
}

async function share(call: Call, id: number): Promise<Reply> {
  if (!call.channelId)
    throw new AppError(
      "bad_input",
      "There is no channel here to share in.",
      "Share from a channel.",
    );
  const view = await seeDeal(call, id);
  await postCard(call, view, call.channelId);
  return { text: md`Shared in ${channelLink(call.channelId)}.` };
}

/** What each button of deals does. */
export const dealActions = [
  onAction(showDeal, ({ id }, call) => card(call, id)),
  onAction(moveButton, async ({ id, to, from }, call) => {
    try {
      return await answerMove(call, await moveDealTo(call, id, { to, from }));
    } catch (error) {
      if (!(error instanceof GateClosed)) throw error;
      return askForMissing(call, id, to);
    }
  }),
  onAction(askMissing, ({ id, to }, call) => askForMissing(call, id, to)),
  onAction(askOverride, async ({ id, to }, call) => {
    await call.open(overrideModal.open({ id, to }));
    return null;
  }),
  onAction(undoLastMove, async ({ id, version }, call) => {
    const change = await undo(call, id, version);
    return answerChange(call, change, (name) =>
      join(
        [
          md`Took it back: ${name} is in ${stageName(change.deal.stage)} again.`,
          ...change.outcomes.map(({ text }) => text),
        ],
        " ",
      ),
    );
  }),
  onAction(askNextStep, async ({ id }, call) => {
    await call.open(nextStepModal.open({ id }));
    return null;
  }),
  onAction(askNote, async ({ id }, call) => {
    await call.open(noteModal.open({ id }));
    return null;
  }),
  onAction(askReopen, async ({ id }, call) => {
    await call.open(reopenModal.open({ id }));
    return null;
  }),
  onAction(moreOnDeal, ({ id, what }, call) => more(call, id, what)),
  onAction(listPage, async ({ filter, after }, call) => {
    const { closesFrom, closesTo, ...rest } = filter;
    const reply = await showList(
      call,
      {
        ...rest,
        closesFrom: closesFrom === undefined ? undefined : asDay(closesFrom),
        closesTo: closesTo === undefined ? undefined : asDay(closesTo),
      },
      after,
    );
    return { ...reply, replace: call.inPlace };
  }),
  onAction(createDealButton, async (_, call) => {
    await call.open(openNewDeal({}));
    return null;
  }),
];

/** ⚡ New deal. */
export const dealShortcuts = [
  defineShortcut({
    id: "deals.new",
    type: "global",
    name: "New deal",
    description: "Create a deal",
    permission: "deal.create",
    async run(call) {
      await call.open(openNewDeal({}));
      return null;
    },
  }),
];
