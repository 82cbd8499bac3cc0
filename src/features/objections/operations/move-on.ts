import type { Day } from "../../../kernel/dates.ts";
import { formatDay } from "../../../kernel/dates.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import { finishFollowUp, moveFollowUp, planFollowUp } from "../domain/follow-up.ts";
import { type Step, takeStep } from "../domain/lifecycle.ts";
import { type Objection, objectionId } from "../domain/objection.ts";
import { changeObjection, type ObjectionChange } from "./change-objection.ts";

const ACTIONS: Record<Step, string> = {
  answer: "objection.answered",
  resolve: "objection.resolved",
  unresolved: "objection.unresolved",
  reopen: "objection.reopened",
};

/**
 * Answers an objection, settles it, or opens it again; `note` is how it went, or the reason.
 * @throws AppError as `takeStep` of the domain; two at once: the second hears who was first
 */
export function moveOn(
  act: DealAct,
  id: number,
  step: Step,
  note: string | null = null,
): Promise<ObjectionChange> {
  return changeObjection(act, id, ({ objection, answeredByName, settledByName }) => {
    const { personId } = act.actor;
    const context = { personId, now: act.now, answeredByName, settledByName };
    return {
      objection: takeStep(objection, step, note, context),
      action: ACTIONS[step],
      words: stepWords(step, objection, note),
      reason: note?.trim() || null,
      tell: [objection.followUp?.personId ?? null],
    };
  });
}

function stepWords(step: Step, objection: Objection, note: string | null): Mrkdwn {
  const which = md`objection ${objectionId(objection)} (“${objection.text.slice(0, 80)}”)`;
  const how = note?.trim() ? md`: ${note.trim()}` : md``;
  if (step === "answer") return md`answered ${which}${how}`;
  if (step === "resolve") return md`resolved ${which}${how}`;
  if (step === "reopen") return md`opened ${which} again${how}`;
  return md`marked ${which} as not resolved${how}`;
}

/** Plans when, and by whom, an objection is followed up on. @throws AppError for a past day or a settled objection */
export function followUpOn(
  act: DealAct,
  id: number,
  plan: { text?: string | undefined; date: Day; personId: number },
  today: Day,
): Promise<ObjectionChange> {
  return changeObjection(act, id, ({ objection }) =>
    planned(objection, planFollowUp(objection, plan, today), today),
  );
}

/** Puts a follow-up off by a week. @throws AppError when there is none any more */
export function putOffAWeek(act: DealAct, id: number, today: Day): Promise<ObjectionChange> {
  return changeObjection(act, id, ({ objection }) =>
    planned(objection, moveFollowUp(objection, today), today),
  );
}

/** Says that a follow-up is done; nothing happens when there is none. */
export function followUpDone(act: DealAct, id: number): Promise<ObjectionChange> {
  return changeObjection(act, id, ({ objection }) =>
    objection.followUp
      ? {
          objection: finishFollowUp(objection),
          action: "objection.followed_up",
          words: md`followed up on objection ${objectionId(objection)}`,
        }
      : null,
  );
}

function planned(before: Objection, objection: Objection, today: Day) {
  if (JSON.stringify(before.followUp) === JSON.stringify(objection.followUp)) return null;
  const date = objection.followUp ? formatDay(objection.followUp.date, { today }) : "";
  return {
    objection,
    action: "objection.follow_up_planned",
    words: md`planned the follow-up on objection ${objectionId(objection)}, ${date}`,
    tell: [objection.followUp?.personId ?? null],
  };
}
