import { createHash } from "node:crypto";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { type Approval, withdrawApproval } from "../../approvals/index.ts";
import {
  type Changed,
  type DealAct,
  type LockedDeal,
  type Worked,
  workOnDealIn,
} from "../../deals/index.ts";
import { contentsOf, type QuoteDecision, type QuoteEvent } from "../domain/edit.ts";
import type { Quote } from "../domain/quote.ts";
import { findDealOfQuote, findQuote, lockQuote, type WhichVersion } from "../queries/quote.ts";
import { settingsOf } from "../queries/settings.ts";
import { quoteEventWords, quoteName } from "../views/events.ts";
import { recordQuote, updateVersion } from "./save-quote.ts";

/** A version before and after a change; no event means that nothing had to change. */
export type QuoteChange = {
  before: Quote;
  quote: Quote;
  event: QuoteEvent | null;
  /** The request for approval that ended because what it asked for changed. */
  withdrawn: Approval | null;
};

// Lines are written one after the other: the news is the quote, when it goes out, and what is off it. Of an end by time its
// owner is told with ways on.
const QUIET: ReadonlySet<QuoteEvent["kind"]> = new Set([
  "line_added",
  "line_edited",
  "line_removed",
  "noted",
  "expired",
]);

/** What a rule may look at besides the quote, inside the transaction. */
export type QuoteWork = { tx: Tx; locked: LockedDeal; settings: Settings };

/**
 * The only way to change a version of a quote: its deal and it are locked, the permission is checked, a rule decides, and row,
 * lines, audit entry and messages are written together. A draft that changes while somebody decides about its discount takes the
 * request back: what is approved is what was asked.
 * @param which the version that is meant: the newest, or the one with the customer
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeQuote(
  act: DealAct,
  id: number,
  which: WhichVersion,
  decide: (quote: Quote, work: QuoteWork) => QuoteDecision | Promise<QuoteDecision>,
): Promise<{ result: QuoteChange; change: Changed }> {
  return inChange(act, (tx) =>
    onQuote<QuoteChange>(tx, act, id, async (locked) => {
      const { workspaceId } = act.actor;
      const before = await getQuote(tx, workspaceId, id, which);
      const settings = await settingsOf(tx, act);
      const decided = await decide(before, { tx, locked, settings });
      const { event } = decided;
      if (!event) return { result: { before, quote: before, event, withdrawn: null }, words: null };
      const quote = await saveDecided(tx, act, before, decided.quote, event);
      // What is with the customer ends without touching the request of the draft that follows it.
      const withdrawn = before.status === "draft" ? await takeBack(tx, act, quote) : null;
      return {
        result: { before, quote, event, withdrawn },
        words: quoteEventWords(quote, event),
        isQuiet: QUIET.has(event.kind),
      };
    }),
  );
}

/** Ends the request for approval of a draft, if one is open, because what it asked for no longer stands. */
export function takeBack(tx: Tx, act: DealAct, quote: Quote): Promise<Approval | null> {
  return withdrawApproval(
    tx,
    act,
    { subject: "quote", subjectId: quote.id, kind: "discount" },
    quote.status === "draft"
      ? md`The quote ${quoteName(quote)} was changed.`
      : md`The quote ${quoteName(quote)} is ${quote.status}.`,
  );
}

/** Runs `work` with the deal of a quote and the quote locked, and `quote.write` checked. */
export async function onQuote<T>(
  tx: Tx,
  act: DealAct,
  id: number,
  work: (locked: LockedDeal) => Promise<Worked<T>>,
): Promise<{ result: T; change: Changed }> {
  const { workspaceId } = act.actor;
  const dealId = await findDealOfQuote(tx, workspaceId, id);
  if (dealId === null) throw noSuchQuote(id);
  return workOnDealIn<T>(tx, act, dealId, "quote.write", async (_, locked) => {
    await lockQuote(tx, workspaceId, id);
    return work(locked);
  });
}

/** Writes a decided version and its audit entry. */
export async function saveDecided(
  tx: Tx,
  act: DealAct,
  before: Quote,
  decided: Quote,
  event: QuoteEvent,
): Promise<Quote> {
  const quote = { ...decided, revision: before.revision + 1, updatedAt: act.now };
  await updateVersion(tx, act.actor.workspaceId, before, quote);
  await recordQuote(tx, act, before, quote, event);
  return quote;
}

/** The version that is meant. @throws AppError not_found */
export async function getQuote(
  tx: Tx,
  workspaceId: string,
  id: number,
  which: WhichVersion,
): Promise<Quote> {
  // Without one at the customer the newest says why: it is a draft, or it is over.
  const quote =
    (await findQuote(tx, workspaceId, id, which)) ??
    (which === "sent" ? await findQuote(tx, workspaceId, id) : null);
  if (!quote) throw noSuchQuote(id);
  return quote;
}

/** The same for the same contents of the same version: what an approval holds for. */
export function fingerprintOf(quote: Quote): string {
  return createHash("sha256").update(contentsOf(quote)).digest("hex");
}

/** The answer to an id that belongs to nothing. */
export function noSuchQuote(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no quote ${formatId("quote", id)}.`,
    "`/quote list all` shows them; `/quote new <deal>` makes one.",
  );
}
