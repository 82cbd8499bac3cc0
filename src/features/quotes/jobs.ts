import type { Tx } from "../../db/client.ts";
import { inWorkspace, readWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { botActor } from "../../kernel/access.ts";
import { type Day, dayOf } from "../../kernel/dates.ts";
import type { NotificationDefinition } from "../../notify/define-notification.ts";
import { notify } from "../../notify/notify.ts";
import type { DealAct } from "../deals/index.ts";
import { priceQuote } from "./domain/pricing.ts";
import type { Quote } from "./domain/quote.ts";
import { expireQuote, remindOfExpiry, sentUntil, sentVersion, shareQuote } from "./job-kinds.ts";
import { quoteEndsSoon, quoteExpired } from "./notifications.ts";
import { expireVersion } from "./operations/end-quote.ts";
import { sharePdf } from "./pdf/share-pdf.ts";
import { findParties, type QuoteParties } from "./queries/owner.ts";
import { findQuote } from "./queries/quote.ts";

/** Shares the PDF of a sent version in the deal's room, or with the deal's owner. */
export const shareQuoteJob = defineJob({
  ...shareQuote.options,
  name: shareQuote.name,
  title: "Post quotes as PDF",
  data: sentVersion,
  async run(deps, { workspaceId, quoteId, version }) {
    const { quote, to } = await readWorkspace(deps.db, workspaceId, async (tx) => {
      const found = await findQuote(tx, workspaceId, quoteId, version);
      const parties = found && (await findParties(tx, workspaceId, found.dealId));
      return { quote: found, to: parties?.roomId ?? parties?.owner.slackUserId ?? null };
    });
    if (quote && to)
      await sharePdf(deps, await deps.slack.client(workspaceId), workspaceId, quote, to);
  },
});

/** Ends a version whose last day is over, unless it was answered or replaced meanwhile. */
export const expireQuoteJob = defineJob({
  ...expireQuote.options,
  name: expireQuote.name,
  title: "Let quotes expire",
  data: sentUntil,
  async run(deps, { workspaceId, quoteId, version, validUntil }) {
    await expireVersion(asDealdesk(deps, workspaceId), quoteId, version, validUntil);
  },
});

/**
 * In the owner's morning some days before a version ends, and in the morning after it: says so, if the customer has not answered by
 * then. At midnight, when it ends, nobody reads.
 */
export const remindOfExpiryJob = defineJob({
  ...remindOfExpiry.options,
  name: remindOfExpiry.name,
  title: "Remind of quotes that end",
  data: sentUntil,
  async run(deps, { workspaceId, quoteId, version, validUntil }) {
    const find = () =>
      readWorkspace(deps.db, workspaceId, async (tx) => {
        const quote = await findQuote(tx, workspaceId, quoteId, version);
        const parties = quote && (await findParties(tx, workspaceId, quote.dealId));
        return quote && parties ? { quote, parties } : null;
      });
    const found = await find();
    if (!found || found.quote.validUntil !== validUntil) return;
    const isOver = dayOf(deps.clock.now(), found.parties.owner.timeZone) > validUntil;
    // The job that ends it may be late: nobody is told that it still holds.
    if (isOver) await expireVersion(asDealdesk(deps, workspaceId), quoteId, version, validUntil);
    const status = isOver ? (await find())?.quote.status : found.quote.status;
    if (status !== (isOver ? "expired" : "sent")) return;
    const about = { ...found, quote: { ...found.quote, validUntil } };
    await inWorkspace(deps.db, workspaceId, (tx) =>
      tellOwner(deps, tx, workspaceId, about, isOver ? quoteExpired : quoteEndsSoon),
    );
  },
});

type About = Parameters<typeof quoteExpired.store>[0];

async function tellOwner(
  deps: Deps,
  tx: Tx,
  workspaceId: string,
  { quote, parties }: { quote: Quote & { validUntil: Day }; parties: QuoteParties },
  notification: NotificationDefinition<About>,
): Promise<void> {
  if (!parties.dealIsOpen || !parties.owner.slackUserId) return;
  await notify(deps, tx, notification, {
    workspaceId,
    to: parties.owner.slackUserId,
    data: {
      id: quote.id,
      version: quote.version,
      title: parties.dealTitle,
      accountName: parties.accountName,
      total: priceQuote(quote).total,
      validUntil: quote.validUntil,
      at: deps.clock.now().toISOString(),
    },
    dedupeKey: `${notification.kind}:${quote.id}:v${quote.version}:${quote.validUntil}`,
  });
}

/** The bot acts by itself: person 0, with every permission. */
function asDealdesk(deps: Deps, workspaceId: string): DealAct {
  return {
    deps,
    actor: botActor(workspaceId),
    now: deps.clock.now(),
    requestId: null,
  };
}
