import { and, eq } from "drizzle-orm";
import { dayOf, formatDay } from "../../../kernel/dates.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDeal } from "../../deals/index.ts";
import { methodName } from "../domain/activity.ts";
import { type ActivityLine, checked } from "../domain/activity-line.ts";
import { discoveryActivities } from "../schema/work.ts";
import { isGone } from "./meanwhile.ts";

/**
 * Logs a call, an assessment or a workshop in which needs were found out; one that is to come is kept as planned.
 * @throws AppError not_found, forbidden or bad_input
 */
export function logActivity(act: DealAct, dealId: number, line: ActivityLine) {
  const { workspaceId, personId, timeZone } = act.actor;
  const today = dayOf(act.now, timeZone);
  const { method, heldOn, notes } = checked(line, today);
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const [row] = await tx
      .insert(discoveryActivities)
      .values({
        workspaceId,
        dealId,
        method,
        heldOn,
        notes,
        authorId: personId || null,
        createdAt: act.now,
      })
      .returning({ id: discoveryActivities.id });
    if (!row) throw new Error("the activity was not kept");
    await record(tx, act, [
      {
        action: "deal.discovery_logged",
        subject: "deal",
        subjectId: dealId,
        after: { method, heldOn, notes, id: row.id },
      },
    ]);
    const name = methodName(method).toLowerCase();
    return {
      result: { id: row.id, method, heldOn, notes },
      words: md`logged ${article(name)} ${formatDay(heldOn, { today })}`,
      tell: [deal.seId],
    };
  });
}

/**
 * Takes back what was logged by mistake; it stays in the audit log.
 * @throws AppError not_found or forbidden
 */
export function removeActivity(act: DealAct, dealId: number, id: number) {
  const where = and(
    eq(discoveryActivities.workspaceId, act.actor.workspaceId),
    eq(discoveryActivities.dealId, dealId),
    eq(discoveryActivities.id, id),
  );
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const [gone] = await tx.delete(discoveryActivities).where(where).returning({
      method: discoveryActivities.method,
      heldOn: discoveryActivities.heldOn,
      notes: discoveryActivities.notes,
    });
    if (!gone) throw isGone("entry");
    await record(tx, act, [
      {
        action: "deal.discovery_removed",
        subject: "deal",
        subjectId: dealId,
        before: { ...gone, id },
      },
    ]);
    const today = dayOf(act.now, act.actor.timeZone);
    return {
      result: gone,
      words: md`took back the ${methodName(gone.method).toLowerCase()} of ${formatDay(gone.heldOn, { today })}`,
      tell: [deal.seId],
    };
  });
}

function article(name: string): string {
  return name.endsWith("gathering") ? name : `a ${name}`;
}
