import { type Day, formatDay } from "../../../kernel/dates.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Contract } from "../domain/contract.ts";
import { agreedWords, type Point } from "../domain/point.ts";
import { lastDay } from "../domain/terms.ts";
import { paymentName, slaName, supportName, templateName } from "../domain/words.ts";

const SHORT = 240;

/** "31 Dec 2027": a day as it stands in a paper, which is read in another year too. */
export function writtenDay(day: Day): string {
  const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
  return `${Number(day.slice(8))} ${month.format(new Date(`${day}T00:00:00Z`))} ${day.slice(0, 4)}`;
}

/** "from 1 Jan 2027 for 12 months, to 31 Dec 2027". */
export function termWords(contract: Contract): string {
  return `from ${writtenDay(contract.startsOn)} for ${plural(contract.termMonths, "month")}, to ${writtenDay(lastDay(contract))}`;
}

/** "Net 30 · standard support · 99.5 % availability". */
export function serviceWords({ payment, support, sla }: Contract): string {
  return `${paymentName(payment)} · ${supportName(support).toLowerCase()} support · ${slaName(sla)} availability`;
}

/** The terms in a few lines, for whoever is to decide on them. Open and walk-away points are not among them. */
export function termsFacts(contract: Contract, points: readonly Point[]): Mrkdwn[] {
  const agreed = agreedWords(points);
  return [
    md`${templateName(contract.template)} · ${serviceWords(contract)}`,
    md`Runs ${termWords(contract)}`,
    ...(contract.customTerms ? [md`Own terms: ${cut(oneLine(contract.customTerms), SHORT)}`] : []),
    ...(agreed.length > 0 ? [md`Agreed: ${cut(agreed.join("; "), SHORT)}`] : []),
  ];
}

/** Text of several lines in one. */
export const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " / ");

/** "Thu 31 Mar (in 4 months)". */
export const dayWords = (day: Day, today: Day): string => formatDay(day, { today });
