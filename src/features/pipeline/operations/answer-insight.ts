import { and, eq, isNull } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDeal } from "../../deals/index.ts";
import { insightStates } from "../schema/insights.ts";

/** What somebody says to an alert: not before a day, or that it is no risk. */
export type Feedback = { kind: "snooze"; until: Day } | { kind: "wrong" };

/**
 * Puts an alert off, or calls it wrong; without a rule all that stand on the deal. It is not shown again while it stands. It counts as no activity on the deal, else it would
 * make the deal look busy.
 * @throws AppError forbidden for those who may not change the deal; conflict when the alert stands no longer
 */
export async function answerInsight(
  act: DealAct,
  alert: { dealId: number; rule?: string | undefined },
  feedback: Feedback,
): Promise<Changed> {
  const { workspaceId, personId } = act.actor;
  const { change } = await workOnDeal(act, alert.dealId, "deal.change", async (tx) => {
    const changed = await tx
      .update(insightStates)
      .set({
        ...(feedback.kind === "snooze" ? { snoozedUntil: feedback.until } : { wrong: true }),
        feedbackBy: personId,
        feedbackAt: act.now,
      })
      .where(
        and(
          eq(insightStates.workspaceId, workspaceId),
          eq(insightStates.dealId, alert.dealId),
          alert.rule === undefined ? undefined : eq(insightStates.rule, alert.rule),
          isNull(insightStates.resolvedAt),
        ),
      )
      .returning({ rule: insightStates.rule });
    if (changed.length === 0)
      throw new AppError(
        "conflict",
        "That alert does not stand any more.",
        "`/pipeline insights` shows those that do.",
      );
    await record(tx, act, [
      {
        action: feedback.kind === "snooze" ? "insight.snoozed" : "insight.called_wrong",
        subject: "deal",
        subjectId: alert.dealId,
        after: {
          rules: changed.map((state) => state.rule),
          ...(feedback.kind === "snooze" && { until: feedback.until }),
        },
      },
    ]);
    return { result: null, words: null };
  });
  return change;
}
