import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { type Day, dayOf, formatDay } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatMoney, type Money } from "../../../kernel/money.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { type Changed, changeDealIn, type DealAct, editDeal } from "../../deals/index.ts";
import { checkAct } from "../domain/life.ts";
import { priceQuote } from "../domain/pricing.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import { findDealOfQuote, findQuote, listOpenOnDeal, lockQuote } from "../queries/quote.ts";
import { quoteEventWords } from "../views/events.ts";
import { changeQuote, getQuote, noSuchQuote, saveDecided, takeBack } from "./change-quote.ts";

/** What is kept of a customer's acceptance. */
export type Acceptance = { by: string; on: Day; note?: string | null | undefined };

/** An accepted quote, the deal's new amount, and the quotes it replaces. */
export type Accepted = { quote: Quote; total: Money; replaced: readonly string[] };

/**
 * Records that the customer accepted what was sent to them. The deal's amount becomes the quote's total, and every other quote of the
 * deal that is still open is superseded.
 * @throws AppError rule_broken when nothing is with the customer, or it was accepted after its last day
 */
export async function acceptQuote(
  act: DealAct,
  id: number,
  said: Acceptance,
): Promise<{ result: Accepted; change: Changed }> {
  const { workspaceId, personId } = act.actor;
  let result: Accepted | undefined;
  const change = await inChange(act, async (tx) => {
    const dealId = await findDealOfQuote(tx, workspaceId, id);
    if (dealId === null) throw noSuchQuote(id);
    return changeDealIn(tx, act, dealId, "quote.write", async ({ deal }) => {
      await lockQuote(tx, workspaceId, id);
      const before = await getQuote(tx, workspaceId, id, "sent");
      checkAct(before, "accept");
      if (deal.status === "lost")
        throw new AppError(
          "rule_broken",
          "That deal is lost: nothing of it can be accepted.",
          "A manager opens it again with `/deal reopen`.",
        );
      checkAcceptance(before, said, dayOf(act.now, act.actor.timeZone));
      const by = said.by.replaceAll(/\s+/g, " ").trim();
      const event = { kind: "accepted" as const, by };
      const decided: Quote = {
        ...before,
        status: "accepted",
        endedAt: act.now,
        endedBy: personId,
        acceptedBy: by,
        acceptedOn: said.on,
        endNote: said.note?.trim() || null,
      };
      const quote = await saveDecided(tx, act, before, decided, event);
      const replaced = await supersedeOthers(tx, act, quote);
      const { total } = priceQuote(quote);
      result = { quote, total, replaced };
      const edited = editDeal(deal, { amount: total });
      return {
        deal: edited.deal,
        events: [
          ...edited.events,
          {
            kind: "worked",
            words: md`${quoteEventWords(quote, event)}: ${formatMoney(total, "exact")}`.text,
            tell: deal.seId === null ? [] : [deal.seId],
            isQuiet: false,
          },
        ],
      };
    });
  });
  if (!result) throw new Error(`quote ${id} was not accepted`);
  return { result, change };
}

const MAX_NAME = 100;

function checkAcceptance(quote: Quote, { by, on }: Acceptance, today: Day): void {
  const name = by.trim();
  if (!name || name.length > MAX_NAME)
    throw new AppError(
      "bad_input",
      "Who accepted it at the customer?",
      `A name of at most ${MAX_NAME} characters, like “Jane Doe”.`,
    );
  if (on > today)
    throw new AppError(
      "bad_input",
      `${formatDay(on, { today })} is still to come.`,
      "Give the day on which they accepted.",
    );
  if (quote.validUntil !== null && on > quote.validUntil)
    throw new AppError(
      "rule_broken",
      `${quoteId(quote)} was valid until ${formatDay(quote.validUntil, { today })}.`,
      `\`/quote revise ${quoteId(quote)}\` makes a new version with the same lines.`,
    );
}

/** Records that the customer said no, and why where they said it. */
export const declineQuote = (act: DealAct, id: number, why: string | null) =>
  changeQuote(act, id, "sent", (quote) => {
    checkAct(quote, "decline");
    const reason = why?.trim() || null;
    return {
      quote: {
        ...quote,
        status: "declined",
        endedAt: act.now,
        endedBy: act.actor.personId,
        endNote: reason,
      },
      event: { kind: "declined", why: reason },
    };
  });

/** Ends a version after its last day; nothing happens when it is no longer with the customer, or was sent anew for longer. */
export const expireVersion = (act: DealAct, id: number, version: number, validUntil: Day) =>
  changeQuote(act, id, version, (quote) =>
    quote.status === "sent" && quote.validUntil === validUntil
      ? {
          quote: { ...quote, status: "expired", endedAt: act.now, endedBy: null },
          event: { kind: "expired" },
        }
      : { quote, event: null },
  );

/** Ends a version because another one, or the end of its deal, takes its place. Its deal and quote are locked. */
export async function supersede(tx: Tx, act: DealAct, before: Quote, why: string): Promise<Quote> {
  const decided: Quote = {
    ...before,
    status: "superseded",
    endedAt: act.now,
    endedBy: act.actor.personId,
    endNote: why,
  };
  return saveDecided(tx, act, before, decided, { kind: "superseded" });
}

async function supersedeOthers(tx: Tx, act: DealAct, accepted: Quote): Promise<string[]> {
  const { workspaceId } = act.actor;
  const open = await listOpenOnDeal(tx, workspaceId, accepted.dealId);
  const ended: string[] = [];
  for (const brief of open) {
    if (brief.id === accepted.id && brief.version === accepted.version) continue;
    await endVersion(tx, act, brief, `${quoteId(accepted)} was accepted`);
    ended.push(quoteId(brief));
  }
  return [...new Set(ended)];
}

/** Ends one open version of a locked deal, and the request for approval that it waits for. */
export async function endVersion(
  tx: Tx,
  act: DealAct,
  { id, version }: Pick<Quote, "id" | "version">,
  why: string,
): Promise<void> {
  const { workspaceId } = act.actor;
  await lockQuote(tx, workspaceId, id);
  const quote = await findQuote(tx, workspaceId, id, version);
  if (!quote) return;
  const ended = await supersede(tx, act, quote, why);
  if (quote.status === "draft") await takeBack(tx, act, ended);
}

/** Notes that what is with the customer was declined, as part of a larger act. Its deal is locked. */
export async function declineVersion(
  tx: Tx,
  act: DealAct,
  { id, version }: Pick<Quote, "id" | "version">,
  why: string,
): Promise<void> {
  const { workspaceId, personId } = act.actor;
  await lockQuote(tx, workspaceId, id);
  const before = await findQuote(tx, workspaceId, id, version);
  if (before?.status !== "sent") return;
  const decided: Quote = {
    ...before,
    status: "declined",
    endedAt: act.now,
    endedBy: personId,
    endNote: why,
  };
  await saveDecided(tx, act, before, decided, { kind: "declined", why });
}
