import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import { formatAgo } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { notify } from "../../../notify/notify.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDealIn } from "../../deals/index.ts";
import { billingSetUp } from "../notifications.ts";
import { type BillingTask, findBillingTask, listFinance } from "../queries/billing.ts";
import { findDealOfContract, lockContract } from "../queries/contract.ts";
import { billingTasks } from "../schema/parts.ts";
import { noSuchContract } from "./change-contract.ts";
import { billingKey } from "./sign.ts";

/**
 * Finance has set up the invoices of a signed contract: the deal's owner is told, and where others were asked their message says so.
 * @throws AppError conflict when somebody was quicker, rule_broken before the signature
 */
export function finishBilling(
  act: DealAct,
  contractId: number,
): Promise<{ result: BillingTask; change: Changed }> {
  const { workspaceId, personId, name } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOfContract(tx, workspaceId, contractId);
    if (dealId === null) throw noSuchContract(contractId);
    return workOnDealIn(tx, act, dealId, "billing.set_up", async () => {
      await lockContract(tx, workspaceId, contractId);
      const task = await findBillingTask(tx, workspaceId, contractId);
      const id = formatId("contract", contractId);
      if (!task)
        throw new AppError(
          "rule_broken",
          `${id} is not signed, so there is nothing to bill.`,
          `\`/contract show ${id}\` says how it stands.`,
        );
      if (task.status === "done")
        throw new AppError(
          "conflict",
          `${task.doneByName ?? "Somebody"} set up billing for ${id} ${formatAgo(task.doneAt ?? act.now, act.now)}.`,
        );
      await tx
        .update(billingTasks)
        .set({ status: "done", doneBy: personId, doneAt: act.now })
        .where(
          and(eq(billingTasks.workspaceId, workspaceId), eq(billingTasks.contractId, contractId)),
        );
      await record(tx, act, [
        {
          action: "contract.billing_set_up",
          subject: "contract",
          subjectId: contractId,
          before: { billing: "open" },
          after: { billing: "done" },
        },
      ]);
      const { value, payment, firstInvoiceOn, dealTitle, accountName, signedFileUrl } = task;
      for (const { slackUserId } of await listFinance(tx, workspaceId))
        await notify(act.deps, tx, billingSetUp, {
          workspaceId,
          to: slackUserId,
          data: {
            contractId,
            title: dealTitle,
            accountName,
            value,
            payment,
            firstInvoiceOn,
            fileUrl: signedFileUrl,
            done: { by: name, at: act.now.toISOString() },
            at: act.now.toISOString(),
          },
          dedupeKey: `${billingKey(contractId, slackUserId)}:done`,
          revises: billingKey(contractId, slackUserId),
        });
      return {
        result: { ...task, status: "done" as const, doneByName: name, doneAt: act.now },
        words: md`set up billing for the contract ${code(id)}`,
      };
    });
  });
}
