import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { authorize, type Role } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { notify } from "../../../notify/notify.ts";
import { record } from "../../audit/index.ts";
import { checkManager, type Difference, differences, losesAdmin } from "../domain/change.ts";
import { type Person, personKey } from "../domain/person.ts";
import { inOrder } from "../domain/roles.ts";
import type { WorkingHours } from "../domain/working-hours.ts";
import { personChanged } from "../notifications.ts";
import { getPerson, managersOf } from "../queries.ts";
import { people } from "../schema.ts";
import { findOrAddTeams } from "./find-or-add-teams.ts";
import { lockPeople } from "./save-profile.ts";

/** What is to be different about a person; what is left out stays. Null takes the team or the manager away. */
export type PersonChange = {
  /** All roles the person is to have. */
  roles?: readonly Role[] | undefined;
  /** A team by name; one that does not exist yet is added. */
  team?: string | null | undefined;
  managerId?: number | null | undefined;
  /** All skills the person is to have. */
  skills?: readonly string[] | undefined;
  /** Null for the workspace's. */
  workingHours?: WorkingHours | null | undefined;
  weeklyCapacity?: number | null | undefined;
};

/** The person now, what became different (nothing, perhaps), and whether the team is new. */
export type PersonSet = { person: Person; changes: readonly Difference[]; isNewTeam: boolean };

type PeopleAct = Act & { deps: Deps };

/**
 * Sets somebody's roles, team, manager, skills, working hours and capacity, all or nothing, and tells them unless they did it themself.
 * @throws AppError forbidden, not_found, or rule_broken for a ring of managers and for the last admin
 */
export function setPerson(
  act: PeopleAct,
  personId: number,
  change: PersonChange,
): Promise<PersonSet> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    authorize(act.actor, "workspace.administer");
    await lockPeople(tx, workspaceId);
    const before = await getPerson(tx, workspaceId, personId);
    if (change.managerId != null)
      checkManager(
        before,
        await getPerson(tx, workspaceId, change.managerId),
        await managersOf(tx, workspaceId, change.managerId),
      );
    const team = change.team ? await findOrAddTeams(tx, workspaceId, [change.team]) : null;
    const values = {
      ...(change.roles && { roles: inOrder(change.roles) }),
      ...(change.team !== undefined && {
        teamId: team?.ids.get(personKey(change.team ?? "")) ?? null,
      }),
      ...(change.managerId !== undefined && { managerId: change.managerId }),
      ...(change.skills && { skills: [...change.skills] }),
      ...(change.workingHours !== undefined && hoursColumns(change.workingHours)),
      ...(change.weeklyCapacity !== undefined && { weeklyCapacity: change.weeklyCapacity }),
    };
    if (Object.keys(values).length > 0)
      await tx
        .update(people)
        .set(values)
        .where(and(eq(people.workspaceId, workspaceId), eq(people.id, personId)));
    const person = await getPerson(tx, workspaceId, personId);
    if (losesAdmin(before.roles, person.roles)) await keepAnAdmin(tx, act, person);
    const changes = differences(before, person);
    await remember(tx, act, person, changes);
    return { person, changes, isNewTeam: (team?.added.length ?? 0) > 0 };
  });
}

function hoursColumns(hours: WorkingHours | null) {
  return {
    workDays: hours ? [...hours.days] : null,
    workFrom: hours?.from ?? null,
    workTo: hours?.to ?? null,
  };
}

async function keepAnAdmin(tx: Tx, act: PeopleAct, person: Person): Promise<void> {
  const { admins } = act.deps.config;
  const left = await tx
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, act.actor.workspaceId),
        isNull(people.deactivatedAt),
        or(
          people.isSlackAdmin,
          sql`'admin' = any(${people.roles})`,
          admins.length > 0 ? inArray(people.slackUserId, [...admins]) : undefined,
        ),
      ),
    )
    .limit(1);
  if (left.length === 0)
    throw new AppError(
      "rule_broken",
      person.id === act.actor.personId
        ? "You are the only admin: without the role nobody could give it back."
        : `${person.name} is the only admin left: without the role nobody could give it back.`,
      "Make somebody else admin first: `/deal people set @ada role admin`.",
    );
}

async function remember(
  tx: Tx,
  act: PeopleAct,
  person: Person,
  changes: readonly Difference[],
): Promise<void> {
  if (changes.length === 0) return;
  const { workspaceId, personId, name } = act.actor;
  const side = (which: "before" | "after") =>
    Object.fromEntries(changes.map((one) => [one.what, one[which]]));
  await record(tx, act, [
    {
      action: "person.set",
      subject: "person",
      subjectId: person.id,
      before: side("before"),
      after: side("after"),
    },
  ]);
  if (person.slackUserId && person.isActive && person.id !== personId)
    await notify(act.deps, tx, personChanged, {
      workspaceId,
      to: person.slackUserId,
      data: { by: name, changes: [...changes] },
      dedupeKey: `people.changed ${person.id} ${act.requestId ?? act.now.toISOString()}`,
    });
}
