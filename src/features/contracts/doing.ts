import { authorize } from "../../kernel/access.ts";
import { actions, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { channelLink, code, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { listAudit } from "../audit/index.ts";
import { inSentence, read, viewingOf } from "../deals/index.ts";
import { openContract } from "./actions.ts";
import { cardAnswer, readerOf } from "./answers.ts";
import { contractId } from "./domain/contract.ts";
import { type ContractAct, checkAct } from "./domain/life.ts";
import { termsInShort } from "./domain/words.ts";
import { newContractOn } from "./modals/new-contract.ts";
import { finishBilling } from "./operations/billing.ts";
import { sendContract } from "./operations/sign.ts";
import { sharePaperOf } from "./paper.ts";
import { listBillingTasks } from "./queries/billing.ts";
import { findContractOf } from "./queries/contract.ts";
import type { ContractView } from "./queries/view.ts";
import { seeContract, seesDeal } from "./reading.ts";
import { billingList } from "./views/billing.ts";
import { contractHistory } from "./views/history.ts";

const HISTORY = 50;
const MOST_TASKS = 50;

/** What a command and a button both do: one place each, so that both answer the same. */
export function show(call: Call, id: number): Promise<Reply> {
  return cardAnswer(call, id);
}

/**
 * The contract before a form about it opens: nobody fills in what will be refused. The change asks again.
 * @throws AppError when the act is not legal, or not for this person
 */
export async function beforeForm(call: Call, id: number, act: ContractAct): Promise<ContractView> {
  const view = await seeContract(call, id);
  authorize(call.actor, "quote.write", view.relations);
  checkAct(view.contract, act);
  return view;
}

/** The contract of a deal; the form for one where it has none. */
export async function openOf(call: Call, dealId: number): Promise<Reply | null> {
  const found = await read(call, (tx) => findContractOf(tx, call.actor.workspaceId, dealId));
  if (found && found.status !== "ended") return cardAnswer(call, found.id);
  await call.open(newContractOn(call, dealId));
  return null;
}

/** Counts it as sent from now on; the paper is on its way to the room. */
export async function sendNow(call: Call, id: number): Promise<Reply> {
  await sendContract(call, id);
  return cardAnswer(
    call,
    id,
    (name) =>
      md`Sent the contract on ${name}. Its PDF is on its way, and I remind the owner in 7 days if nobody has signed.`,
  );
}

/** Shares the term sheet and says where it went. */
export async function pdfNow(call: Call, id: number): Promise<Reply> {
  const seen = await seeContract(call, id);
  const { roomId, view } = await sharePaperOf(call.deps, call.slack, call.actor, id, {
    to: call.actor.slackUserId,
    inRoom: seesDeal(call, seen),
  });
  const where = roomId ? md`in ${channelLink(roomId)}` : md`in our direct messages`;
  const text = md`Shared the term sheet of ${code(contractId(view.contract))} on ${inSentence(view.deal)} ${where}: ${termsInShort(view.contract)}.`;
  return {
    text,
    blocks: [section(text), ...actions(openContract.button("Open contract", { id }))],
  };
}

/** Who did what to it. */
export async function history(call: Call, id: number): Promise<Reply> {
  const view = await seeContract(call, id);
  const trail = await read(call, (tx) =>
    listAudit(tx, call.actor.workspaceId, { kind: "contract", id }, HISTORY),
  );
  return contractHistory(view, trail, readerOf(call));
}

/** What waits for billing. */
export async function billing(call: Call): Promise<Reply> {
  const tasks = await read(call, (tx) => listBillingTasks(tx, call.actor.workspaceId, MOST_TASKS));
  return billingList(tasks, viewingOf(call));
}

/** Billing is set up: the owner hears of it. */
export async function doneBilling(call: Call, id: number): Promise<Reply> {
  const { result } = await finishBilling(call, id);
  const name = inSentence({ title: result.dealTitle, accountName: result.accountName });
  const done = md`Billing for ${name} is set up. ${result.ownerName} is told.`;
  const left = await billing(call);
  return {
    text: done,
    blocks: [section(done), ...(left.blocks ?? [])],
    replace: call.inPlace,
  };
}
