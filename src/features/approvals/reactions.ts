import { type EventAct, type Outcome, when } from "../../events/define-event.ts";
import { settingsSchema } from "../../kernel/settings.ts";
import { joinWords, plural } from "../../kernel/text.ts";
import { md } from "../../slack/mrkdwn.ts";
import { stageEntered, stageName } from "../deals/index.ts";
import { type Approval, approvalId } from "./domain/approval.ts";
import { approvalDecided } from "./events.ts";
import { moveWhenApproved } from "./operations/gate-override.ts";
import { withdrawAllOf } from "./operations/withdraw.ts";

/** What approvals do when something happens elsewhere, and with their own decisions on gates. */
export const approvalReactions = [
  when(approvalDecided, moveWhenApproved),
  when(stageEntered, async (tx, act, { deal, hasRequests }): Promise<Outcome | null> => {
    if (!hasRequests) return null;
    const isOver = deal.status !== "open";
    const why = isOver
      ? md`The deal was closed (${stageName(deal.stage)}).`
      : md`The deal moved to ${stageName(deal.stage)} meanwhile.`;
    // A move makes only the gates of the stage before pointless.
    const kind = isOver && tidies(act) ? undefined : "gate_override";
    return said(await withdrawAllOf(tx, act, deal.id, why, kind));
  }),
];

function tidies({ settings }: EventAct): boolean {
  return (settings ?? settingsSchema.parse({})).stageActions.tidyWhenClosed;
}

function said(ended: readonly Approval[]): Outcome | null {
  if (ended.length === 0) return null;
  const ids = joinWords(ended.map(approvalId), "and");
  const text = md`Withdrew ${plural(ended.length, "open request")} for approval: ${ids}.`;
  return { text, buttons: [] };
}
