import { formatDayShort } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { bold, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { dealName, stageName } from "../../deals/index.ts";
import { pushWords } from "../domain/digest.ts";
import type { DigestData } from "../operations/gather.ts";
import type { DealNews } from "../queries/news.ts";

/** An amount in a line that names its currency already. */
export function bare(amount: string, currency: string): string {
  return amount.replace(new RegExp(` ${currency}$`), "");
}

/** The longest a deal's name gets among others in a line. */
const NAME = 40;

/** By its account, as people call a deal; by its whole name where the account has another one beside it. */
export function shortName(
  deal: { accountName: string | null; title: string },
  among: readonly { accountName: string | null }[],
): string {
  const isOnly = among.filter((one) => one.accountName === deal.accountName).length < 2;
  return cut(deal.accountName && isOnly ? deal.accountName : dealName(deal), NAME);
}

/** What happened to which deals, in at most two lines. */
export function newsLines(data: DigestData): Mrkdwn[] {
  const { news, currency, viewing } = data;
  const amount = (deal: DealNews) =>
    deal.amount ? bare(formatMoney(deal.amount, "short"), currency) : "no amount";
  const line = (kind: keyof typeof news, word: string, tell: (deal: DealNews) => string) => {
    const { count, deals } = news[kind];
    if (count === 0) return null;
    const left = count - deals.length;
    return md`${bold(word)}: ${deals.map(tell).join(", ")}${left > 0 ? ` and ${plural(left, "other")}` : ""}`;
  };
  const day = (of: DealNews["toClose"]) => (of ? formatDayShort(of, viewing.today) : "");
  const all = Object.values(news).flatMap((one) => one.deals);
  const others = (deal: DealNews) =>
    all.filter((one) => one === deal || one.dealId !== deal.dealId);
  const named = (deal: DealNews) => shortName(deal, others(deal));
  const moved = [
    line("moved_on", "Moved on", (d) => `${named(d)} → ${stageName(d.toStage)} (${amount(d)})`),
    line("won", "Won", (d) => `${named(d)} ${amount(d)}`),
    line(
      "lost",
      "Lost",
      (d) =>
        `${named(d)} ${amount(d)}${d.lostReason ? ` (${d.lostReason.replaceAll("_", " ")})` : ""}`,
    ),
    line("added", "New", (d) => `${named(d)} ${amount(d)}`),
  ].filter((one) => one !== null);
  const slipped = line(
    "slipped",
    "Slipped",
    (d) =>
      `${named(d)} ${amount(d)}, from ${day(d.fromClose)} to ${day(d.toClose)}${
        pushWords(d.closePushes) ? `, ${pushWords(d.closePushes)}` : ""
      }`,
  );
  return [...(moved.length > 0 ? [join(moved, " · ")] : []), ...(slipped ? [slipped] : [])];
}
