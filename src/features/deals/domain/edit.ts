import { addDays, type Day, formatDay } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type Deal, type Decision, dealId } from "./deal.ts";
import { isSame } from "./diff.ts";
import { stageProbability } from "./stage.ts";

/** What a person may write over in a deal; what is left out stays. */
export type DealEdit = Partial<
  Pick<
    Deal,
    | "title"
    | "accountId"
    | "contactId"
    | "amount"
    | "closeDate"
    | "nextStep"
    | "nextStepDate"
    | "competitors"
    | "products"
    | "metadata"
  >
> & { probability?: { percent: number; reason: string } };

const MAX_TITLE = 150;
const MAX_STEP = 300;

/**
 * Writes over fields of a deal. Moving the close date back counts as a push; a probability of one's own needs a reason.
 * @throws AppError bad_input for an empty title or a probability that is none
 */
export function editDeal(deal: Deal, edit: DealEdit): Decision {
  const { probability, ...fields } = edit;
  const title = checkTitle(edit.title ?? deal.title);
  const closeDate = edit.closeDate === undefined ? deal.closeDate : edit.closeDate;
  const pushed = deal.closeDate !== null && closeDate !== null && closeDate > deal.closeDate;
  const next: Deal = {
    ...deal,
    ...fields,
    title,
    closePushes: deal.closePushes + (pushed ? 1 : 0),
    ...(probability ? overridden(deal, probability) : {}),
  };
  return isSame(deal, next) ? { deal, events: [] } : { deal: next, events: [{ kind: "edited" }] };
}

function overridden(
  deal: Deal,
  probability: { percent: number; reason: string },
): Pick<Deal, "probability" | "probabilityReason"> {
  const { percent } = probability;
  if (deal.status !== "open")
    throw new AppError("rule_broken", `${deal.title} is closed: its probability is settled.`);
  if (!Number.isInteger(percent) || percent < 1 || percent > 99)
    throw new AppError("bad_input", `${percent} is no probability.`, "Give 1 to 99 percent.");
  if (percent === stageProbability(deal.stage))
    return { probability: percent, probabilityReason: null };
  if (!probability.reason.trim())
    throw new AppError("bad_input", "A probability of your own needs a reason.");
  return { probability: percent, probabilityReason: probability.reason.trim() };
}

/** A title is 1 to 150 characters in one line. */
export function checkTitle(title: string): string {
  const text = title.replaceAll(/\s+/g, " ").trim();
  if (!text) throw new AppError("bad_input", "A deal needs a title.", "Say what is being sold.");
  if (text.length > MAX_TITLE)
    throw new AppError(
      "bad_input",
      `That title has ${text.length} characters; ${MAX_TITLE} fit.`,
      "Put the rest into a note.",
    );
  return text;
}

/** Sets what is to be done next on the deal, and by when. */
export function planNextStep(
  deal: Deal,
  step: { text: string; date: Day | null },
  today: Day,
): Decision {
  mustBeOpen(deal, "needs no next step");
  const text = step.text.replaceAll(/\s+/g, " ").trim();
  if (!text) throw new AppError("bad_input", "What is the next step?");
  if (step.date && step.date < today)
    throw new AppError(
      "bad_input",
      `${formatDay(step.date, { today })} is past.`,
      "Give a day from today on.",
    );
  if (text.length > MAX_STEP)
    throw new AppError(
      "bad_input",
      `That next step has ${text.length} characters; ${MAX_STEP} fit.`,
      "Put the rest into a note.",
    );
  const next = { ...deal, nextStep: text, nextStepDate: step.date };
  return isSame(deal, next)
    ? { deal, events: [] }
    : { deal: next, events: [{ kind: "next_step" }] };
}

const MAX_SNOOZE_DAYS = 180;

/** Keeps reminders about the deal silent until a day; null ends the silence. */
export function snoozeDeal(deal: Deal, until: Day | null, today: Day): Decision {
  mustBeOpen(deal, "has no reminders");
  if (until && until <= today)
    throw new AppError(
      "bad_input",
      "A snooze ends on a later day.",
      "Like `friday` or `in 2 weeks`.",
    );
  if (until && until > addDays(today, MAX_SNOOZE_DAYS))
    throw new AppError("bad_input", `A deal can be snoozed for ${MAX_SNOOZE_DAYS} days at most.`);
  if (until === deal.snoozedUntil) return { deal, events: [] };
  return { deal: { ...deal, snoozedUntil: until }, events: [{ kind: "snoozed" }] };
}

/** Gives the deal to another owner or sales engineer. */
export function assignDeal(deal: Deal, role: "owner" | "se", personId: number): Decision {
  const current = role === "owner" ? deal.ownerId : deal.seId;
  if (current === personId) return { deal, events: [] };
  return {
    deal: role === "owner" ? { ...deal, ownerId: personId } : { ...deal, seId: personId },
    events: [{ kind: "assigned", role }],
  };
}

function mustBeOpen(deal: Deal, why: string): void {
  if (deal.status !== "open")
    throw new AppError(
      "rule_broken",
      `${deal.title} is closed (${deal.status}) and ${why}.`,
      `A manager or an admin can reopen it: \`/deal reopen ${dealId(deal)}\`.`,
    );
}
