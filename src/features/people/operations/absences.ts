import { and, asc, eq, gte, lte } from "drizzle-orm";
import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { addDays, dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { notify } from "../../../notify/notify.ts";
import { record } from "../../audit/index.ts";
import { checkAbsence, type PlannedAbsence } from "../domain/absence.ts";
import type { Person } from "../domain/person.ts";
import { absenceTold } from "../notifications.ts";
import { getPerson } from "../queries.ts";
import { absences } from "../schema.ts";
import { lockPeople } from "./save-profile.ts";

type PeopleAct = Act & { deps: Deps };

/** Whose absence it is, and who stands in. */
export type AbsenceSet = { person: Person; delegate: Person | null; absence: PlannedAbsence };

/**
 * Keeps that somebody is away; what was planned for some of the same days gives way. They themself may, and managers and admins for
 * others, who are told; so is who stands in.
 * @throws AppError forbidden, or as `checkAbsence`
 */
export function setAbsence(
  act: PeopleAct,
  personId: number,
  absence: PlannedAbsence,
): Promise<AbsenceSet> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    await lockPeople(tx, workspaceId);
    authorizeFor(act, personId);
    const person = await getPerson(tx, workspaceId, personId);
    checkAbsence(personId, absence, dayOf(act.now, person.timeZone));
    const delegate = await delegateOf(tx, workspaceId, absence.delegateId);
    await tx
      .delete(absences)
      .where(
        and(
          ofPerson(workspaceId, personId),
          lte(absences.fromDay, absence.toDay),
          gte(absences.toDay, absence.fromDay),
        ),
      );
    await tx.insert(absences).values({ workspaceId, personId, ...absence });
    await record(tx, act, [
      { action: "person.away", subject: "person", subjectId: personId, after: { ...absence } },
    ]);
    const told = {
      by: act.actor.name,
      personName: person.name,
      at: act.now.toISOString(),
      ...absence,
    };
    const tell = (to: Person | null, isDelegate: boolean) => {
      if (!to?.slackUserId || to.id === act.actor.personId) return null;
      return notify(act.deps, tx, absenceTold, {
        workspaceId,
        to: to.slackUserId,
        data: { ...told, isDelegate, delegateName: delegate?.name ?? null },
        dedupeKey: `people.away ${personId} ${act.requestId ?? act.now.toISOString()} ${to.id}`,
      });
    };
    await tell(person, false);
    await tell(delegate, true);
    return { person, delegate, absence };
  });
}

/**
 * Ends the absence somebody is in; the days that are over stay. When they are here, the next one that is planned is taken back.
 * @throws AppError conflict when there is neither; forbidden
 */
export function endAbsence(
  act: PeopleAct,
  personId: number,
): Promise<{ person: Person; absence: PlannedAbsence; wasAway: boolean }> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    await lockPeople(tx, workspaceId);
    authorizeFor(act, personId);
    const person = await getPerson(tx, workspaceId, personId);
    const today = dayOf(act.now, person.timeZone);
    const [absence] = await tx
      .select({
        fromDay: absences.fromDay,
        toDay: absences.toDay,
        delegateId: absences.delegateId,
      })
      .from(absences)
      .where(and(ofPerson(workspaceId, personId), gte(absences.toDay, today)))
      .orderBy(asc(absences.fromDay))
      .limit(1);
    if (!absence)
      throw new AppError(
        "conflict",
        `${personId === act.actor.personId ? "You are" : `${person.name} is`} not away, and nothing is planned.`,
        "`/deal away until friday` says otherwise.",
      );
    const which = and(ofPerson(workspaceId, personId), eq(absences.fromDay, absence.fromDay));
    const wasAway = absence.fromDay <= today;
    if (absence.fromDay < today)
      await tx
        .update(absences)
        .set({ toDay: addDays(today, -1) })
        .where(which);
    else await tx.delete(absences).where(which);
    await record(tx, act, [
      { action: "person.back", subject: "person", subjectId: personId, before: { ...absence } },
    ]);
    return { person, absence, wasAway };
  });
}

const ofPerson = (workspaceId: string, personId: number) =>
  and(eq(absences.workspaceId, workspaceId), eq(absences.personId, personId));

function authorizeFor({ actor }: PeopleAct, personId: number): void {
  if (personId === actor.personId) return;
  if (actor.roles.includes("manager") || actor.roles.includes("admin")) return;
  throw new AppError(
    "forbidden",
    "You may not say that somebody else is away.",
    "They can themself, and so can managers and admins.",
  );
}

async function delegateOf(tx: Tx, workspaceId: string, id: number | null): Promise<Person | null> {
  if (id === null) return null;
  const delegate = await getPerson(tx, workspaceId, id);
  if (delegate.isActive && delegate.slackUserId) return delegate;
  throw new AppError(
    "rule_broken",
    `${delegate.name} has no open Slack account, so nothing would reach them.`,
    "Name somebody else, or leave it out: then their manager is asked.",
  );
}
