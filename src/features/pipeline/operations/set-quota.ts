import { and, eq, isNull, sql } from "drizzle-orm";
import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { authorize } from "../../../kernel/access.ts";
import { type Day, periodOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatMoney, type Money } from "../../../kernel/money.ts";
import { record } from "../../audit/index.ts";
import { managersOf } from "../../people/index.ts";
import { people } from "../../people/schema.ts";
import { type QuotaPeriod, quotaPeriodLabel } from "../domain/quota.ts";
import { quotas } from "../schema/quotas.ts";

/** Whose quota is set. */
export type QuotaFor = { personId: number } | { teamId: number };

/**
 * Sets what a person or a team is to win in a month, a quarter or a year; it takes the place of the one that was set before.
 * Admins set everyone's; managers those of the people below them and of their team, never their own.
 * @returns the quota before, in minor units of its currency, or null
 * @throws AppError forbidden; bad_input for an amount that is not above zero
 */
export async function setQuota(
  act: Act,
  whose: QuotaFor,
  period: { kind: QuotaPeriod; day: Day },
  amount: Money,
): Promise<{ before: Money | null }> {
  const { workspaceId, personId } = act.actor;
  if (amount.minor <= 0)
    throw new AppError("bad_input", "A quota is an amount above zero.", "Like `500k`.");
  const startsOn = periodOf(period.kind, period.day).from;
  return inChange(act, async (tx) => {
    authorize(act.actor, "quota.set");
    if (!act.actor.roles.includes("admin")) await checkStanding(tx, act, whose);
    const own = "personId" in whose ? whose.personId : null;
    const team = "teamId" in whose ? whose.teamId : null;
    const [found] = await tx
      .select({ minor: quotas.amount, currency: quotas.currency })
      .from(quotas)
      .where(
        and(
          eq(quotas.workspaceId, workspaceId),
          own === null ? isNull(quotas.personId) : eq(quotas.personId, own),
          team === null ? isNull(quotas.teamId) : eq(quotas.teamId, team),
          eq(quotas.kind, period.kind),
          eq(quotas.startsOn, startsOn),
        ),
      )
      .for("update");
    const set = {
      amount: amount.minor,
      currency: amount.currency,
      setBy: personId,
      setAt: act.now,
    };
    await tx
      .insert(quotas)
      .values({ workspaceId, personId: own, teamId: team, kind: period.kind, startsOn, ...set })
      .onConflictDoUpdate({
        target: [
          quotas.workspaceId,
          own === null ? quotas.teamId : quotas.personId,
          quotas.kind,
          quotas.startsOn,
        ],
        set,
      });
    await record(tx, act, [
      {
        action: "quota.set",
        subject: own === null ? "team" : "person",
        subjectId: own ?? team ?? 0,
        before: found ? { amount: formatMoney(found, "plain") } : undefined,
        after: {
          amount: formatMoney(amount, "plain"),
          period: quotaPeriodLabel(period.kind, startsOn),
        },
      },
    ]);
    return { before: found ?? null };
  });
}

async function checkStanding(tx: Tx, { actor }: Act, whose: QuotaFor): Promise<void> {
  const ok =
    "personId" in whose
      ? await isBelow(tx, actor, whose.personId)
      : actor.teamId === whose.teamId || (await leadsAll(tx, actor, whose.teamId));
  if (!ok)
    throw new AppError(
      "forbidden",
      "You may set the quotas of the people below you and of your team.",
      "That one is for their manager or an admin.",
    );
}

async function isBelow(tx: Tx, actor: Act["actor"], id: number): Promise<boolean> {
  if (id === actor.personId) return false;
  const above = await managersOf(tx, actor.workspaceId, id);
  if (above.includes(actor.personId)) return true;
  if (actor.teamId === null) return false;
  const [row] = await tx
    .select({ teamId: people.teamId })
    .from(people)
    .where(and(eq(people.workspaceId, actor.workspaceId), eq(people.id, id)));
  return row?.teamId === actor.teamId;
}

/** Whether everyone in the team stands somewhere below the actor. */
async function leadsAll(tx: Tx, actor: Act["actor"], teamId: number): Promise<boolean> {
  const members = await tx.execute<{ below: boolean }>(sql`
    with recursive below (id) as (
      select p.id from ${people} p where p.workspace_id = ${actor.workspaceId} and p.manager_id = ${actor.personId}
      union
      select p.id from ${people} p join below b on p.workspace_id = ${actor.workspaceId} and p.manager_id = b.id
    )
    select p.id in (select id from below) as below from ${people} p
    where p.workspace_id = ${actor.workspaceId} and p.team_id = ${teamId} and p.deactivated_at is null`);
  return members.length > 0 && members.every((member) => member.below);
}
