import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { joinWords } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { channelLink, join, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, seeDeal, viewingOf } from "../deals/index.ts";
import { answerQuote, showQuote } from "./answers.ts";
import { checkAct, type QuoteAct } from "./domain/life.ts";
import { quoteId } from "./domain/quote.ts";
import { openAskApproval } from "./modals/one-thing.ts";
import { draftQuote, reviseQuote } from "./operations/create-quote.ts";
import { ApprovalNeeded, sendQuote } from "./operations/send-quote.ts";
import { sharePdf } from "./pdf/share-pdf.ts";
import { findQuotesOf, type WhichVersion } from "./queries/quote.ts";
import { type SeenQuote, seeQuote } from "./reading.ts";
import { sentText } from "./views/sent.ts";

/**
 * The quote before a form about it opens: nobody fills in what will be refused. The change asks again.
 * @throws AppError when the act is not legal, or not for this person
 */
export async function beforeForm(
  call: Call,
  id: number,
  act: QuoteAct,
  which: WhichVersion = "newest",
): Promise<SeenQuote> {
  // Without one at the customer the newest says why.
  const view = which === "sent" ? await seeSentOrNewest(call, id) : await seeQuote(call, id, which);
  authorize(call.actor, "quote.write", view.deal.relations);
  checkAct(view.quote, act);
  return view;
}

async function seeSentOrNewest(call: Call, id: number): Promise<SeenQuote> {
  const newest = await seeQuote(call, id);
  const sent = newest.versions.find((one) => one.status === "sent");
  return sent && sent.version !== newest.quote.version ? seeQuote(call, id, sent.version) : newest;
}

/** Drafts a quote and shows it, with a word on what the catalogue could not price. */
export async function draftAnswer(call: Call, dealId: number): Promise<Reply> {
  const { result } = await draftQuote(call, dealId);
  const { quote, unpriced } = result;
  return answerQuote(call, quote, (name) =>
    join(
      [
        md`Drafted ${quoteId(quote)} for ${name}.`,
        unpriced.length > 0
          ? md`The catalogue has no price in ${quote.currency} for ${joinWords(unpriced, "and")}.`
          : null,
      ],
      " ",
    ),
  );
}

/** The deal's quote that counts, or a new draft where it has none. */
export async function openOrDraft(call: Call, dealId: number): Promise<Reply> {
  await seeDeal(call, dealId);
  const known = await read(call, (tx) => findQuotesOf(tx, call.actor.workspaceId, dealId));
  // What is written on is what one comes for; else what is with the customer.
  const best =
    known.find((one) => one.status === "draft") ??
    known.find((one) => one.status === "sent") ??
    known[0];
  return best ? showQuote(call, best.id, best.version) : draftAnswer(call, dealId);
}

/** Sends the draft; where its discount needs approval, a form asks for the reason. */
export async function sendNow(call: Call, id: number): Promise<Reply | null> {
  try {
    const { result, change } = await sendQuote(call, id);
    const { today } = viewingOf(call);
    return await answerQuote(call, result, (name) =>
      sentText(name, result, change.deal.roomId !== null, today),
    );
  } catch (error) {
    if (!(error instanceof ApprovalNeeded) || error.waiting) throw error;
    await call.open(openAskApproval(error, await seeQuote(call, id)));
    return null;
  }
}

/** Makes the next version and shows it. */
export async function reviseNow(call: Call, id: number): Promise<Reply> {
  const { result } = await reviseQuote(call, id);
  return answerQuote(
    call,
    result,
    (name) =>
      md`Version ${result.version} for ${name} is yours to write on. What the customer has stays valid until you send it.`,
  );
}

/** Makes the PDF and says where it went: a draft to the person alone, what was sent to the deal's room. */
export async function pdfNow(
  call: Call,
  id: number,
  which: WhichVersion = "newest",
): Promise<Reply> {
  const view = await seeQuote(call, id, which);
  if (view.quote.lines.length === 0)
    throw new AppError(
      "rule_broken",
      `${quoteId(view.quote)} has no lines yet: there is nothing to print.`,
      `Add one with \`/quote line add ${quoteId(view.quote)}\`.`,
    );
  const room = view.quote.status === "draft" ? null : view.deal.deal.roomId;
  const to = room ?? call.actor.slackUserId;
  await sharePdf(call.deps, call.slack, call.actor.workspaceId, view.quote, to);
  const where = room ? channelLink(room) : "our direct messages";
  return { text: md`The PDF of ${quoteId(view.quote)} is in ${where}.` };
}
