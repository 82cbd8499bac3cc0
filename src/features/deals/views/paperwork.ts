import { formatDayShort, formatInstant } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { joinWords } from "../../../kernel/text.ts";
import { code, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Paperwork } from "../queries/paperwork.ts";
import type { Viewing } from "../queries/viewing.ts";

const KINDS: Readonly<Record<string, string>> = {
  discount: "discount",
  gate_override: "skipping a gate",
  legal_review: "legal review",
};

/** What waits for a decision, and quote and contract: a line each; nothing gives no line. */
export function paperworkLines(
  { waiting, quote, contract }: Paperwork,
  reader: Pick<Viewing, "actor" | "now" | "today">,
): (Mrkdwn | null)[] {
  return [
    waiting.length > 0
      ? md`Waiting: ${waiting.map((one) => waitingWords(one, reader)).join(" · ")}`
      : null,
    join([quote && quoteWords(quote, reader), contract && contractWords(contract, reader)], " · "),
  ];
}

function waitingWords(
  { kind, since, asked, names }: Paperwork["waiting"][number],
  { actor, now }: Pick<Viewing, "actor" | "now">,
): string {
  const more = asked - names.length;
  const whom = joinWords(more > 0 ? [...names, `${more} more`] : names, "or");
  const when = formatInstant(since, { now, timeZone: actor.timeZone });
  return `${KINDS[kind] ?? kind} with ${whom || "nobody"} since ${when}`;
}

function quoteWords(
  quote: NonNullable<Paperwork["quote"]>,
  { today }: Pick<Viewing, "today">,
): Mrkdwn {
  const until =
    quote.status === "sent" && quote.validUntil
      ? `, valid until ${formatDayShort(quote.validUntil, today)}`
      : "";
  return join(
    [
      "Quote",
      code(formatId("quote", quote.id)),
      `${quote.status}, ${formatMoney(quote.total, "plain")}${until}`,
    ],
    " ",
  );
}

function contractWords(
  contract: NonNullable<Paperwork["contract"]>,
  { today }: Pick<Viewing, "today">,
): Mrkdwn {
  const signed = contract.signedOn ? `signed ${formatDayShort(contract.signedOn, today)}` : null;
  return join(
    [
      "Contract",
      code(formatId("contract", contract.id)),
      signed ?? contract.status.replaceAll("_", " "),
    ],
    " ",
  );
}
