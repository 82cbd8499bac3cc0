import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Quote, type QuoteStatus, quoteId } from "./quote.ts";

/** What can be done to a version of a quote. */
export const QUOTE_ACTS = ["edit", "send", "accept", "decline", "expire", "revise"] as const;
export type QuoteAct = (typeof QUOTE_ACTS)[number];

/** From which statuses each act is legal. An accepted version is final. */
export const LEGAL: Readonly<Record<QuoteAct, readonly QuoteStatus[]>> = {
  edit: ["draft"],
  send: ["draft"],
  accept: ["sent"],
  decline: ["sent"],
  expire: ["sent"],
  revise: ["sent", "declined", "expired", "superseded"],
};

const PAST: Readonly<Record<QuoteAct, string>> = {
  edit: "changed",
  send: "sent",
  accept: "accepted",
  decline: "declined",
  expire: "expired",
  revise: "revised",
};

/** What may be done to it now. */
export function legalActs(status: QuoteStatus): QuoteAct[] {
  return QUOTE_ACTS.filter((act) => LEGAL[act].includes(status));
}

/**
 * Refuses what its status does not allow, and names what is possible instead.
 * @throws AppError rule_broken
 */
export function checkAct(quote: Pick<Quote, "id" | "version" | "status">, act: QuoteAct): void {
  if (LEGAL[act].includes(quote.status)) return;
  const id = quoteId(quote);
  const verb = quote.status === "draft" ? "still a draft" : quote.status;
  const possible = legalActs(quote.status).filter((one) => one !== "expire" && one !== "edit");
  throw new AppError(
    "rule_broken",
    quote.status === PAST[act]
      ? `${id} is ${verb} already.`
      : `${id} is ${verb}, so it can't be ${PAST[act]}.`,
    hintFor(quote.status, act, id, possible),
  );
}

function hintFor(status: QuoteStatus, act: QuoteAct, id: string, possible: QuoteAct[]): string {
  if (status === "accepted") return `An accepted quote stays as it is: \`/quote show ${id}\`.`;
  if (act === "edit" || act === "send")
    return `What was sent is never changed. \`/quote revise ${id}\` makes the next version to write on.`;
  if (possible.length === 0) return `\`/quote show ${id}\` shows it.`;
  return `Possible: ${joinWords(
    possible.map((one) => `\`/quote ${one} ${id}\``),
    "or",
  )}.`;
}
