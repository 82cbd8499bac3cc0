import { and, desc, eq } from "drizzle-orm";
import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { type Actor, authorize, forbidden } from "../../../kernel/access.ts";
import { type Day, dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatMoney, type Money } from "../../../kernel/money.ts";
import { notify } from "../../../notify/notify.ts";
import { record } from "../../audit/index.ts";
import { getPerson, managersOf } from "../../people/index.ts";
import { type ForecastKind, forecastLabel, forecastPeriod } from "../domain/period.ts";
import { callAdjusted } from "../notifications.ts";
import { forecastAdjustments, forecastCalls } from "../schema/calls.ts";

/** The period a call is for. */
export type CallFor = { kind: ForecastKind; startsOn: Day };

/** What somebody says a period will bring; without a best case it is the commit. */
export type SaidCall = {
  commit: Money;
  bestCase: Money | undefined;
  note: string | undefined;
};

/**
 * Keeps a person's call for a period. The ones before it stay on record; the newest counts.
 * @throws AppError bad_input when the best case is under the commit or in another currency; rule_broken when the period is over
 */
export async function submitCall(
  act: Act,
  period: CallFor,
  said: SaidCall,
): Promise<{ id: number }> {
  const { workspaceId, personId } = act.actor;
  const { commit, bestCase = commit, note } = said;
  if (bestCase.currency !== commit.currency)
    throw new AppError(
      "bad_input",
      `The commit is in ${commit.currency} and the best case in ${bestCase.currency}.`,
      "Write both in one currency.",
    );
  if (bestCase.minor < commit.minor)
    throw new AppError(
      "bad_input",
      "The best case is under the commit.",
      "The best case is what it comes to when all goes well, the commit in it.",
    );
  checkOpen(act, period);
  return inChange(act, async (tx) => {
    authorize(act.actor, "forecast.own");
    const [row] = await tx
      .insert(forecastCalls)
      .values({
        workspaceId,
        personId,
        kind: period.kind,
        startsOn: period.startsOn,
        commit: commit.minor,
        bestCase: bestCase.minor,
        currency: commit.currency,
        note: note ?? null,
        saidAt: act.now,
      })
      .returning({ id: forecastCalls.id });
    await record(tx, act, [
      {
        action: "forecast.called",
        subject: "person",
        subjectId: personId,
        after: {
          period: labelOf(period),
          commit: formatMoney(commit, "plain"),
          bestCase: formatMoney(bestCase, "plain"),
          ...(note && { note }),
        },
      },
    ]);
    return { id: row?.id ?? 0 };
  });
}

/**
 * Keeps what a manager makes of somebody's call, with the reason; the person is told. The newest counts until the person calls anew.
 * @throws AppError forbidden for a call of one's own or of somebody outside the team; not_found without a call
 */
export async function adjustCall(
  act: Act & { deps: Pick<Deps, "db" | "jobs" | "clock"> },
  whose: number,
  period: CallFor,
  made: { commit: Money; note: string },
): Promise<{ name: string; before: Money }> {
  const { actor, now, deps } = act;
  const { workspaceId } = actor;
  checkOpen(act, period);
  return inChange(act, async (tx) => {
    authorize(actor, "forecast.roll_up");
    await checkAbove(tx, actor, whose);
    const [call] = await tx
      .select()
      .from(forecastCalls)
      .where(
        and(
          eq(forecastCalls.workspaceId, workspaceId),
          eq(forecastCalls.kind, period.kind),
          eq(forecastCalls.startsOn, period.startsOn),
          eq(forecastCalls.personId, whose),
        ),
      )
      .orderBy(desc(forecastCalls.id))
      .limit(1)
      .for("update");
    const person = await getPerson(tx, workspaceId, whose);
    if (!call)
      throw new AppError(
        "not_found",
        `${person.name} has made no call for ${labelOf(period)} yet.`,
        "They do with `/forecast submit`.",
      );
    if (call.currency !== made.commit.currency)
      throw new AppError(
        "bad_input",
        `The call is in ${call.currency}, not in ${made.commit.currency}.`,
        `Write the amount like 400k ${call.currency}.`,
      );
    const [row] = await tx
      .insert(forecastAdjustments)
      .values({
        workspaceId,
        callId: call.id,
        commit: made.commit.minor,
        note: made.note,
        adjustedBy: actor.personId,
        adjustedAt: now,
      })
      .returning({ id: forecastAdjustments.id });
    const before: Money = { minor: call.commit, currency: call.currency };
    await record(tx, act, [
      {
        action: "forecast.adjusted",
        subject: "person",
        subjectId: whose,
        before: { commit: formatMoney(before, "plain") },
        after: { commit: formatMoney(made.commit, "plain"), period: labelOf(period) },
        reason: made.note,
      },
    ]);
    if (person.slackUserId)
      await notify(deps, tx, callAdjusted, {
        workspaceId,
        to: person.slackUserId,
        data: {
          by: actor.name,
          kind: period.kind,
          startsOn: period.startsOn,
          label: labelOf(period),
          before: before.minor,
          commit: made.commit.minor,
          currency: call.currency,
          note: made.note,
        },
        dedupeKey: `forecast:adjusted:${row?.id ?? 0}`,
      });
    return { name: person.name, before };
  });
}

function labelOf({ kind, startsOn }: CallFor): string {
  return forecastLabel({ kind, from: startsOn });
}

/** @throws AppError rule_broken when the period is over */
export function checkOpen({ now, actor }: Pick<Act, "now" | "actor">, period: CallFor): void {
  if (forecastPeriod(period.kind, period.startsOn).to >= dayOf(now, actor.timeZone)) return;
  throw new AppError(
    "rule_broken",
    `${labelOf(period)} is over: a call for it would be no forecast.`,
    "`/forecast submit` is for the quarter that runs.",
  );
}

/** Admins, and managers for those below them and in their team, but nobody for themselves. */
async function checkAbove(tx: Tx, actor: Actor, whose: number): Promise<void> {
  if (whose === actor.personId)
    throw new AppError(
      "forbidden",
      "Your own call is changed by calling anew.",
      "`/forecast submit` opens the form.",
    );
  if (actor.roles.includes("admin")) return;
  if ((await managersOf(tx, actor.workspaceId, whose)).includes(actor.personId)) return;
  const { teamId } = await getPerson(tx, actor.workspaceId, whose);
  if (actor.teamId !== null && teamId === actor.teamId && actor.roles.includes("manager")) return;
  throw forbidden("forecast.roll_up");
}
