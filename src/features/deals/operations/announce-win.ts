import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays";
import type { Tx } from "../../../db/client.ts";
import { notify } from "../../../notify/notify.ts";
import { getPerson } from "../../people/index.ts";
import { dealWon } from "../notifications.ts";
import type { Changed, DealAct } from "./change-deal.ts";

/** Posts a deal that was just won to the wins channel, if the workspace has one. A deal is celebrated once. */
export async function announceWin(tx: Tx, act: DealAct, { before, deal, accountName }: Changed) {
  const channel = act.settings?.winsChannel;
  if (act.settings?.stageActions.announceWins === false) return;
  if (!channel || deal.status !== "won" || before.status === "won") return;
  const { workspaceId } = act.actor;
  const owner = await getPerson(tx, workspaceId, deal.ownerId);
  await notify(act.deps, tx, dealWon, {
    workspaceId,
    to: channel,
    data: {
      title: deal.title,
      accountName,
      ownerName: owner.name,
      amount: deal.amount,
      days: Math.max(0, differenceInCalendarDays(act.now, deal.createdAt)),
    },
    dedupeKey: `deal:${deal.id}:won`,
  });
}
