import { nextNumber } from "../../../db/counters.ts";
import { cut } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDeal } from "../../deals/index.ts";
import { planFollowUp } from "../domain/follow-up.ts";
import { competitorIn, objectionText } from "../domain/log.ts";
import {
  type FollowUp,
  type Objection,
  type ObjectionType,
  type Severity,
  type Source,
  typeName,
} from "../domain/objection.ts";
import { rootCauseOf } from "../domain/root-cause.ts";
import type { Suggestion } from "../domain/suggestion.ts";
import { toRow } from "../queries/row.ts";
import { objections } from "../schema.ts";
import { learnFrom } from "./learn.ts";
import { planReminder } from "./plan-reminder.ts";

/** An objection as somebody brings it. */
export type NewObjection = {
  text: string;
  type: ObjectionType;
  severity: Severity;
  rootCause?: string | undefined;
  saidBy?: string | undefined;
  /** When left out: a competitor of the deal that the words name. */
  competitor?: string | undefined;
  source?: Source | undefined;
  followUp: Omit<FollowUp, "text"> & { text?: string | undefined };
  /** What was suggested: where the person says something else, that is learned. Null when nothing was. */
  suggestion: Suggestion | null;
};

/**
 * Keeps an objection on a deal, with its follow-up. A type other than the suggested one is learned at once.
 * @throws AppError not_found, forbidden, bad_input for a text without words or a follow-up in the past
 */
export async function logObjection(
  act: DealAct,
  dealId: number,
  input: NewObjection,
  today: Parameters<typeof planFollowUp>[2],
): Promise<{ objection: Objection; deal: Changed }> {
  const { workspaceId, personId } = act.actor;
  const text = objectionText(input.text);
  const { suggestion, type, severity } = input;
  const { result, change } = await workOnDeal(
    act,
    dealId,
    "discovery.log",
    async (tx, { deal }) => {
      const id = await nextNumber(tx, workspaceId, "obj");
      const fresh: Objection = {
        id,
        dealId,
        text,
        saidBy: input.saidBy?.trim() || null,
        type,
        severity,
        rootCause: input.rootCause?.trim() || rootCauseOf(type, text),
        status: "open",
        competitor: input.competitor?.trim() || competitorIn(text, deal.competitors),
        source: input.source ?? null,
        followUp: null,
        loggedBy: personId,
        createdAt: act.now,
        answeredBy: null,
        answeredAt: null,
        settledBy: null,
        settledAt: null,
        resolutionNote: null,
        version: 1,
      };
      const objection = planFollowUp(fresh, input.followUp, today);
      await tx.insert(objections).values({
        workspaceId,
        ...toRow(objection),
        suggestedType: suggestion?.type ?? null,
        suggestedConfidence: suggestion?.confidence ?? null,
        updatedAt: act.now,
      });
      await record(tx, act, [
        {
          action: "objection.logged",
          subject: "objection",
          subjectId: id,
          after: { dealId, text, type, severity, suggested: suggestion?.type ?? null },
        },
      ]);
      if (suggestion)
        await learnFrom(tx, act, { text, said: { type, severity }, suggested: suggestion });
      if (objection.followUp) await planReminder(tx, act, id, objection.followUp);
      return {
        result: objection,
        words: md`logged an objection: “${cut(text, 200)}” (${typeName(type)}, ${severity})`,
        tell: [deal.seId, objection.followUp?.personId ?? null],
      };
    },
  );
  return { objection: result, deal: change };
}
