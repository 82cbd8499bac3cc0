import { when } from "../../events/define-event.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatMoney } from "../../kernel/money.ts";
import { joinWords } from "../../kernel/text.ts";
import { code, join, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { type ApprovalDecided, approvalDecided } from "../approvals/index.ts";
import { type MoveUndone, moveUndone, type StageEntered, stageEntered } from "../deals/index.ts";
import { openQuote } from "./actions.ts";
import { firstDraft } from "./domain/auto-draft.ts";
import { checkMaximum } from "./domain/policy.ts";
import { priceQuote } from "./domain/pricing.ts";
import { quoteId } from "./domain/quote.ts";
import { getQuote } from "./operations/change-quote.ts";
import { insertDraft } from "./operations/create-quote.ts";
import { declineVersion, endVersion } from "./operations/end-quote.ts";
import { becauseDealIs, reviveQuotes } from "./operations/revive-quotes.ts";
import { isAbout } from "./operations/send-quote.ts";
import { findProductsNamed } from "./queries/products.ts";
import { findQuoteOfDeal, listOpenOnDeal, lockQuote } from "./queries/quote.ts";
import { settingsOf } from "./queries/settings.ts";

type Act = Parameters<Parameters<typeof when<StageEntered>>[1]>[1];
type Tx = Parameters<Parameters<typeof when<StageEntered>>[1]>[0];

/** A deal that comes to its proposal gets a first draft, once, unless it has a quote already. */
async function draftFirst(tx: Tx, act: Act, { deal }: StageEntered) {
  if (!act.settings?.stageActions.autoQuote) return null;
  const { workspaceId } = act.actor;
  if ((await findQuoteOfDeal(tx, workspaceId, deal.id)) !== null) return null;
  const products = await findProductsNamed(tx, workspaceId, deal.products);
  const first = firstDraft(deal, products, act.settings.baseCurrency);
  if (first.lines.length === 0) return null;
  const quote = await insertDraft(tx, actOf(act), deal, { ...first, isAuto: true });
  const { total } = priceQuote(quote);
  const drafted = md`Quote ${code(quoteId(quote))} drafted: ${formatMoney(total, "exact")}.`;
  const missing =
    first.unpriced.length > 0
      ? md`The catalogue has no price in ${quote.currency} for ${joinWords(first.unpriced, "and")}.`
      : null;
  return {
    text: join([drafted, missing], " "),
    buttons: [openQuote.button("Open quote", { id: quote.id })],
  };
}

/** A closed deal ends what still waits on it: all of a lost one, the drafts of a won one. */
async function endOpen(tx: Tx, act: Act, { deal }: StageEntered) {
  if (!act.settings?.stageActions.tidyWhenClosed) return null;
  const isLost = deal.status === "lost";
  const open = await listOpenOnDeal(tx, act.actor.workspaceId, deal.id);
  const ended: string[] = [];
  for (const brief of open) {
    if (brief.status === "draft")
      await endVersion(tx, actOf(act), brief, becauseDealIs(isLost ? "lost" : "won"));
    else if (isLost) await declineVersion(tx, actOf(act), brief, becauseDealIs("lost"));
    else continue;
    ended.push(quoteId(brief));
  }
  const ids: Mrkdwn[] = [...new Set(ended)].map(code);
  if (ids.length === 0) return null;
  return {
    text: md`${join(ids, ", ")} ${ids.length === 1 ? "is" : "are"} no longer open.`,
    buttons: [],
  };
}

/** What a closing ended is open again when the closing is taken back. */
async function reopenEnded(tx: Tx, act: Act, { deal, left, movedAt }: MoveUndone) {
  if (left !== "closed_lost" && left !== "closed_won") return null;
  const was = left === "closed_lost" ? ("lost" as const) : ("won" as const);
  const ids = await reviveQuotes(tx, actOf(act), { dealId: deal.id, was, endedAt: movedAt });
  if (ids.length === 0) return null;
  return {
    text: md`${join(ids.map(code), ", ")} ${ids.length === 1 ? "is" : "are"} open again.`,
    buttons: [],
  };
}

/** An approval holds for exactly the version and contents it was asked for, and never for more than the maximum. */
async function acceptApproval(tx: Tx, act: Act, { approval }: ApprovalDecided) {
  if (approval.subject !== "quote" || approval.kind !== "discount") return null;
  if (approval.state !== "approved") return null;
  const { workspaceId } = act.actor;
  await lockQuote(tx, workspaceId, approval.subjectId);
  const quote = await getQuote(tx, workspaceId, approval.subjectId, "newest");
  if (quote.status !== "draft" || !isAbout(approval, quote))
    throw new AppError(
      "conflict",
      `${quoteId(quote)} is no longer what was asked for.`,
      `\`/quote show ${quoteId(quote)}\` shows it as it is; its owner asks again.`,
    );
  checkMaximum(priceQuote(quote), await settingsOf(tx, act));
  return {
    text: md`${code(quoteId(quote))} can be sent as it is.`,
    buttons: [openQuote.button("Open quote", { id: quote.id })],
  };
}

// An act without settings says so by leaving them out.
function actOf({ settings, ...act }: Act) {
  return settings ? { ...act, settings } : act;
}

/** What quotes do when something happens to their deal, or to a request about them. */
export const quoteReactions = [
  when(stageEntered, async (tx, act, entered) => {
    if (entered.deal.stage === "proposal") return draftFirst(tx, act, entered);
    return entered.deal.status === "open" ? null : endOpen(tx, act, entered);
  }),
  when(moveUndone, reopenEnded),
  when(approvalDecided, acceptApproval),
];
