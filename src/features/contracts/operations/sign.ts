import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { notify } from "../../../notify/notify.ts";
import type { DealAct, LockedDeal } from "../../deals/index.ts";
import { firstInvoiceDay } from "../domain/billing.ts";
import type { Contract } from "../domain/contract.ts";
import { type Signature, send, sign } from "../domain/decide.ts";
import { sharePaper, signatureAwaited } from "../job-kinds.ts";
import { billingSetUp } from "../notifications.ts";
import { listFinance } from "../queries/billing.ts";
import { billingTasks } from "../schema/parts.ts";
import { changeContract } from "./change-contract.ts";
import { refuseBelowQuote } from "./quoted.ts";

/** Days a contract may lie with the customer before its owner is reminded. */
export const SIGNATURE_DAYS = 7;
const DAY_MS = 86_400_000;

/** Sends a contract: the paper goes to the deal's room, and the owner is reminded when nobody signs it. */
export function sendContract(act: DealAct, id: number) {
  return changeContract(
    act,
    id,
    (state, by) => send(state, by),
    async (tx, { contract }) => {
      const { workspaceId } = act.actor;
      await refuseBelowQuote(tx, workspaceId, contract);
      const data = { workspaceId, contractId: id, sentAt: act.now.toISOString() };
      await act.deps.jobs.enqueue(
        tx,
        sharePaper,
        { workspaceId, contractId: id, personId: act.actor.personId },
        { key: `${id}:v${contract.version}` },
      );
      await act.deps.jobs.enqueue(tx, signatureAwaited, data, {
        key: `${id}:${data.sentAt}`,
        startAfter: new Date(act.now.getTime() + SIGNATURE_DAYS * DAY_MS),
      });
    },
  );
}

/** Records that both sides signed; finance is asked to set up billing, once for each contract. */
export function signContract(act: DealAct, id: number, signature: Signature) {
  return changeContract(
    act,
    id,
    (state, by) => sign(state, signature, by),
    async (tx, { contract }, locked) => {
      // The quote may have been sent after the contract.
      await refuseBelowQuote(tx, act.actor.workspaceId, contract);
      await askFinance(tx, act, contract, signature.signedOn, locked);
    },
  );
}

async function askFinance(
  tx: Tx,
  act: DealAct,
  contract: Contract,
  signedOn: Day,
  locked: LockedDeal,
): Promise<void> {
  const { workspaceId } = act.actor;
  const { id, payment, startsOn, value } = contract;
  const firstInvoiceOn = firstInvoiceDay({ payment, startsOn, signedOn });
  await tx.insert(billingTasks).values({
    workspaceId,
    contractId: id,
    valueMinor: value.minor,
    currency: value.currency,
    payment,
    firstInvoiceOn,
    status: "open",
    createdAt: act.now,
  });
  for (const { slackUserId } of await listFinance(tx, workspaceId))
    await notify(act.deps, tx, billingSetUp, {
      workspaceId,
      to: slackUserId,
      data: {
        contractId: id,
        title: locked.deal.title,
        accountName: locked.accountName,
        value,
        payment,
        firstInvoiceOn,
        fileUrl: contract.signedFileUrl,
        done: null,
        at: act.now.toISOString(),
      },
      dedupeKey: billingKey(id, slackUserId),
    });
}

/** What names the message in which somebody was asked to set up billing. */
export function billingKey(contractId: number, slackUserId: string): string {
  return `contract:${contractId}:billing:${slackUserId}`;
}
