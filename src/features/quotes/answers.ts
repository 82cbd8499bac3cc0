import type { Call } from "../../slack/call.ts";
import { bold, join, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { approvalId } from "../approvals/index.ts";
import { viewingOf } from "../deals/index.ts";
import type { QuoteChange } from "./operations/change-quote.ts";
import type { WhichVersion } from "./queries/quote.ts";
import { seeQuote } from "./reading.ts";
import { nameOfDeal, type QuoteReader, quoteCard } from "./views/card.ts";

/** Who reads the answer. */
export function readerOf(call: Call): QuoteReader {
  const { actor, now, today } = viewingOf(call);
  return { actor, now, today };
}

/** The card of a quote, in the place of the message the button was on. */
export async function showQuote(
  call: Call,
  id: number,
  which: WhichVersion = "newest",
): Promise<Reply> {
  return { ...quoteCard(await seeQuote(call, id, which), readerOf(call)), replace: call.inPlace };
}

/** The card after an act, with what was done above it. */
export async function answerQuote(
  call: Call,
  quote: { id: number; version: number },
  say: (name: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  const view = await seeQuote(call, quote.id, quote.version);
  const notice = say(bold(nameOfDeal(view)));
  return { ...quoteCard(view, readerOf(call), notice), replace: call.inPlace };
}

/** The same after a change of a draft: says so when nothing had to change, or when a request for approval ended with it. */
export function answerChange(
  call: Call,
  { quote, event, withdrawn }: QuoteChange,
  say: (name: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  return answerQuote(call, quote, (name) =>
    event === null
      ? md`Nothing to change: ${name} is quoted like that already.`
      : join(
          [
            say(name),
            withdrawn
              ? md`The request ${approvalId(withdrawn)} is taken back: what it asked for has changed. Sending asks anew.`
              : null,
          ],
          " ",
        ),
  );
}
