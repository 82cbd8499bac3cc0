import { type Day, formatDay } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { joinWords } from "../../../kernel/text.ts";
import { join, Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Deal, DealEvent } from "../domain/deal.ts";
import { changesBetween } from "../domain/diff.ts";
import { stageName } from "../domain/stage.ts";

const FIELD_NAMES: Partial<Record<keyof Deal, string>> = {
  title: "title",
  accountId: "account",
  contactId: "contact",
  amount: "amount",
  closeDate: "close date",
  probability: "probability",
  competitors: "competitors",
  products: "products",
  nextStep: "next step",
  nextStepDate: "due date",
};

/**
 * What somebody did to a deal, to finish "Dan …": "moved it from Lead to Qualified".
 * @param names of the people an assignment speaks of, by their number
 */
export function eventWords(
  event: DealEvent,
  before: Deal,
  after: Deal,
  names: ReadonlyMap<number, string>,
  today: Day,
): Mrkdwn {
  const name = (id: number | null) => (id === null ? "nobody" : (names.get(id) ?? "somebody"));
  switch (event.kind) {
    case "created":
      return md`created it`;
    case "moved":
      return join(
        [
          event.undo
            ? md`took the move to ${stageName(event.from)} back: it is in ${stageName(event.to)} again`
            : md`moved it from ${stageName(event.from)} to ${stageName(event.to)}`,
          event.override ? md`skipping the gate: “${event.override}”` : null,
          after.lostReason && event.to === "closed_lost"
            ? md`reason: ${after.lostReason.replaceAll("_", " ")}`
            : null,
        ],
        ", ",
      );
    case "reopened":
      return md`reopened it in ${stageName(event.to)}: “${event.reason}”`;
    case "edited":
      return edited(before, after, today);
    case "assigned":
      return event.role === "owner"
        ? md`gave it from ${name(before.ownerId)} to ${name(after.ownerId)}`
        : md`made ${name(after.seId)} its sales engineer`;
    case "member_added":
      return md`added ${name(event.personId)} to it`;
    case "noted":
      return md`wrote: “${event.note}”`;
    case "next_step":
      return after.nextStep
        ? md`set the next step: ${after.nextStep}${after.nextStepDate ? `, ${formatDay(after.nextStepDate, { today })}` : ""}`
        : md`cleared the next step`;
    case "requirement_added":
      return md`added a requirement: “${event.requirement}”`;
    case "snoozed":
      return after.snoozedUntil
        ? md`snoozed it until ${formatDay(after.snoozedUntil, { today })}`
        : md`ended its snooze`;
    case "room_opened":
      return md`opened a room for it`;
    case "worked":
      return new Mrkdwn(event.words);
  }
}

function edited(before: Deal, after: Deal, today: Day): Mrkdwn {
  const changed = Object.keys(changesBetween(before, after).after) as (keyof Deal)[];
  const words = changed.flatMap((key) => {
    if (key === "amount")
      return [`amount to ${after.amount ? formatMoney(after.amount, "plain") : "none"}`];
    if (key === "closeDate")
      return [`close date to ${after.closeDate ? formatDay(after.closeDate, { today }) : "none"}`];
    if (key === "probability") return [`probability to ${after.probability}%`];
    const field = FIELD_NAMES[key];
    return field ? [field] : [];
  });
  return md`changed ${words.length > 0 ? joinWords(words, "and") : "details"}`;
}
