import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { addDays, at, dayOf, startOfDay } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { type Approval, approvalId, findApproval, requestApproval } from "../../approvals/index.ts";
import type { Changed, DealAct, LockedDeal } from "../../deals/index.ts";
import { checkAct } from "../domain/life.ts";
import { type ApprovalNeed, approvalNeed, checkMaximum, type Measure } from "../domain/policy.ts";
import { type PricedQuote, priceQuote } from "../domain/pricing.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import { expireQuote, remindOfExpiry, shareQuote } from "../job-kinds.ts";
import { findParties } from "../queries/owner.ts";
import { hasListPrices } from "../queries/products.ts";
import { findQuote } from "../queries/quote.ts";
import { settingsOf } from "../queries/settings.ts";
import { askedFacts, askedFor, isAskedAsPrice } from "../views/approval.ts";
import { quoteEventWords, quoteName } from "../views/events.ts";
import { fingerprintOf, getQuote, onQuote, saveDecided, takeBack } from "./change-quote.ts";
import { refuseClosed } from "./create-quote.ts";
import { supersede } from "./end-quote.ts";

/** How many days before its end a sent quote's owner is reminded. */
export const REMIND_DAYS = 3;

/** The quote can't go out before somebody has approved its discount. `waiting` is the request that is open already. */
export class ApprovalNeeded extends AppError {
  readonly quote: Quote;
  readonly priced: PricedQuote;
  readonly waiting: Approval | null;

  constructor(quote: Quote, priced: PricedQuote, need: ApprovalNeed, waiting: Approval | null) {
    const id = quoteId(quote);
    super(
      "rule_broken",
      waiting
        ? `${id} waits for approval of its ${isAskedAsPrice(need) ? "price" : "discount"}: ${approvalId(waiting)}.`
        : `The ${isAskedAsPrice(need) ? "price" : "discount"} on ${id} needs approval before it is sent.`,
      waiting
        ? `\`/approval show ${approvalId(waiting)}\` says with whom it is. A change of the quote takes the request back.`
        : need.isNeeded && need.why === "unknown_rate"
          ? `I know no exchange rate for ${quote.currency}, so I can't tell that it is small. \`/quote send ${id}\` asks for approval.`
          : `\`/quote send ${id}\` asks for it.`,
    );
    this.quote = quote;
    this.priced = priced;
    this.waiting = waiting;
  }
}

/** A draft that is about to be sent, with what was asked about it. */
type Ready = {
  quote: Quote;
  priced: PricedQuote;
  need: ApprovalNeed;
  settings: Settings;
  measure: Measure;
  approval: Approval | null;
};

/**
 * Sends the draft: it holds from today for the workspace's days, the version before it is superseded, the PDF goes to the deal's
 * room, and its end is planned. All of it or nothing.
 * @throws ApprovalNeeded when its discount needs somebody's approval that is not there for exactly these contents
 */
export function sendQuote(act: DealAct, id: number): Promise<{ result: Quote; change: Changed }> {
  return inChange(act, (tx) =>
    onQuote(tx, act, id, async (locked) => {
      const { workspaceId, personId } = act.actor;
      const ready = await prepare(tx, act, locked, id);
      const { quote: before, priced, need, settings, approval } = ready;
      if (need.isNeeded && !holdsFor(approval, before))
        throw new ApprovalNeeded(
          before,
          priced,
          need,
          approval?.state === "open" ? approval : null,
        );
      // It was asked for under a stricter policy, say: nobody has to decide any more.
      if (!need.isNeeded && approval?.state === "open") await takeBack(tx, act, before);
      const last = await findQuote(tx, workspaceId, id, "sent");
      if (last) await supersede(tx, act, last, `replaced by version ${before.version}`);
      const timeZone =
        (await findParties(tx, workspaceId, before.dealId))?.owner.timeZone ?? act.actor.timeZone;
      const validUntil = addDays(dayOf(act.now, timeZone), settings.quote.validDays);
      const decided = {
        ...before,
        status: "sent" as const,
        sentAt: act.now,
        sentBy: personId,
        validUntil,
      };
      const event = { kind: "sent" as const };
      const quote = await saveDecided(tx, act, before, decided, event);
      await plan(tx, act, quote, timeZone, settings.workingHours.from);
      return { result: quote, words: quoteEventWords(quote, event), tell: [locked.deal.seId] };
    }),
  );
}

/**
 * Asks for approval of the draft's discount. What is approved is this version with these contents: a change takes the request back.
 * @throws AppError conflict while one is open, rule_broken where none is needed or nobody else could decide
 */
export function requestDiscount(
  act: DealAct,
  id: number,
  reason: string,
): Promise<{ result: Approval; change: Changed }> {
  return inChange(act, (tx) =>
    onQuote(tx, act, id, async (locked) => {
      const { quote, priced, need, settings, measure, approval } = await prepare(
        tx,
        act,
        locked,
        id,
      );
      if (!need.isNeeded || holdsFor(approval, quote))
        throw new AppError(
          "rule_broken",
          need.isNeeded
            ? `${quoteId(quote)} is approved already.`
            : `${quoteId(quote)} needs nobody's approval.`,
          `Send it with \`/quote send ${quoteId(quote)}\`.`,
        );
      const { deal, accountName } = locked;
      const result = await requestApproval(tx, act, locked, {
        subject: "quote",
        subjectId: id,
        kind: "discount",
        what: askedFor({ title: deal.title, accountName }, priced),
        facts: askedFacts({ quote, priced, need, measure }, settings),
        reason,
        rule: settings.approval.discount,
        data: { version: quote.version, fingerprint: fingerprintOf(quote) },
      });
      return { result, words: md`asked for approval of ${quoteName(quote)}` };
    }),
  );
}

async function prepare(tx: Tx, act: DealAct, { deal }: LockedDeal, id: number): Promise<Ready> {
  const { workspaceId } = act.actor;
  const quote = await getQuote(tx, workspaceId, id, "newest");
  checkAct(quote, "send");
  refuseClosed(deal);
  if (quote.lines.length === 0)
    throw new AppError(
      "rule_broken",
      `${quoteId(quote)} has no lines yet.`,
      `Add one with \`/quote line add ${quoteId(quote)}\`.`,
    );
  const settings = await settingsOf(tx, act);
  const priced = priceQuote(quote);
  // Whatever was approved, and under whatever policy it was written: nothing over the maximum leaves the house.
  checkMaximum(priced, settings);
  const approval = await findApproval(tx, workspaceId, {
    subject: "quote",
    subjectId: id,
    kind: "discount",
  });
  const measure = {
    dealAmount: deal.amount,
    hasCatalogue: await hasListPrices(tx, workspaceId),
  };
  return {
    quote,
    priced,
    need: approvalNeed(priced, settings, measure),
    settings,
    measure,
    approval,
  };
}

/** Whether somebody approved exactly this version with these contents. */
export function holdsFor(approval: Approval | null, quote: Quote): boolean {
  return approval?.state === "approved" && isAbout(approval, quote);
}

/** Whether a request asks for exactly this version with these contents. */
export function isAbout(approval: Pick<Approval, "data">, quote: Quote): boolean {
  const { version, fingerprint } = approval.data;
  return version === quote.version && fingerprint === fingerprintOf(quote);
}

async function plan(
  tx: Tx,
  act: DealAct,
  quote: Quote,
  timeZone: string,
  morning: string,
): Promise<void> {
  const { validUntil } = quote;
  if (validUntil === null) return;
  const about = { workspaceId: act.actor.workspaceId, quoteId: quote.id, version: quote.version };
  const key = `${quote.id}:v${quote.version}`;
  const { jobs } = act.deps;
  await jobs.enqueue(tx, shareQuote, about, { key });
  await jobs.enqueue(
    tx,
    expireQuote,
    { ...about, validUntil },
    { key, startAfter: startOfDay(addDays(validUntil, 1), timeZone) },
  );
  // Before its end, and the morning after it.
  for (const on of [addDays(validUntil, -REMIND_DAYS), addDays(validUntil, 1)])
    if (on > dayOf(act.now, timeZone))
      await jobs.enqueue(
        tx,
        remindOfExpiry,
        { ...about, validUntil },
        { key: `${key}:${on}`, startAfter: at(on, morning, timeZone) },
      );
}
