import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  inArray,
  isNull,
  like,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../db/client.ts";
import type { Day } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Reader } from "../../notify/define-notification.ts";
import { isSlackUserId, type Person, type Team } from "./domain/person.ts";
import { absences, people, teams } from "./schema.ts";

const managers = alias(people, "managers");
const delegates = alias(people, "delegates");

/** People with the names of their team and manager: where every query of persons begins. */
function selectPeople(tx: Tx) {
  return tx
    .select({
      id: people.id,
      slackUserId: people.slackUserId,
      name: people.name,
      handle: people.handle,
      email: people.email,
      timeZone: people.timeZone,
      roles: people.roles,
      isSlackAdmin: people.isSlackAdmin,
      teamId: people.teamId,
      teamName: teams.name,
      managerId: people.managerId,
      managerName: managers.name,
      skills: people.skills,
      workDays: people.workDays,
      workFrom: people.workFrom,
      workTo: people.workTo,
      weeklyCapacity: people.weeklyCapacity,
      isActive: sql<boolean>`${people.deactivatedAt} is null`,
    })
    .from(people)
    .leftJoin(teams, and(eq(teams.workspaceId, people.workspaceId), eq(teams.id, people.teamId)))
    .leftJoin(
      managers,
      and(eq(managers.workspaceId, people.workspaceId), eq(managers.id, people.managerId)),
    );
}

type PersonRow = Awaited<ReturnType<typeof selectPeople>>[number];

function toPerson({ workDays, workFrom, workTo, ...person }: PersonRow): Person {
  const workingHours =
    workDays && workFrom && workTo ? { days: workDays, from: workFrom, to: workTo } : null;
  return { ...person, workingHours };
}

async function findOne(tx: Tx, workspaceId: string, which: SQL): Promise<Person | null> {
  const [row] = await selectPeople(tx).where(and(eq(people.workspaceId, workspaceId), which));
  return row ? toPerson(row) : null;
}

/** @throws AppError not_found when nobody has that number */
export async function getPerson(tx: Tx, workspaceId: string, id: number): Promise<Person> {
  const person = await findOne(tx, workspaceId, eq(people.id, id));
  if (!person)
    throw new AppError(
      "not_found",
      `Nobody here has the number ${id}.`,
      "`/deal people` lists the team.",
    );
  return person;
}

/** The person behind a Slack user id, or null when we have not met them yet. */
export function findPersonBySlackId(
  tx: Tx,
  workspaceId: string,
  slackUserId: string,
): Promise<Person | null> {
  return findOne(tx, workspaceId, eq(people.slackUserId, slackUserId));
}

/** Which people to list: those of a team (null: of none), or all. Closed accounts are left out. */
export type PeopleFilter = { teamId?: number | null | undefined };

function listed(workspaceId: string, { teamId }: PeopleFilter): SQL | undefined {
  return and(
    eq(people.workspaceId, workspaceId),
    isNull(people.deactivatedAt),
    teamId === undefined
      ? undefined
      : teamId === null
        ? isNull(people.teamId)
        : eq(people.teamId, teamId),
  );
}

/** People in the order of their names; 50 unless told otherwise. */
export async function listPeople(
  tx: Tx,
  workspaceId: string,
  page: PeopleFilter & { offset?: number | undefined; limit?: number | undefined } = {},
): Promise<Person[]> {
  const rows = await selectPeople(tx)
    .where(listed(workspaceId, page))
    .orderBy(asc(people.nameKey), asc(people.id))
    .limit(page.limit ?? 50)
    .offset(page.offset ?? 0);
  return rows.map(toPerson);
}

/** How many people there are, in how many teams, and how many of them nobody has given a role. */
export async function countPeople(
  tx: Tx,
  workspaceId: string,
  filter: PeopleFilter = {},
): Promise<{ people: number; teams: number; withoutRole: number }> {
  const [row] = await tx
    .select({
      people: count(),
      teams: countDistinct(people.teamId),
      withoutRole: sql<number>`(count(*) filter (where ${people.roles} = '{}' and not ${people.isSlackAdmin}))::int`,
    })
    .from(people)
    .where(listed(workspaceId, filter));
  return row ?? { people: 0, teams: 0, withoutRole: 0 };
}

/** All teams by name. */
export function listTeams(tx: Tx, workspaceId: string): Promise<Team[]> {
  return tx
    .select({ id: teams.id, name: teams.name, size: count(people.id) })
    .from(teams)
    .leftJoin(
      people,
      and(
        eq(people.workspaceId, teams.workspaceId),
        eq(people.teamId, teams.id),
        isNull(people.deactivatedAt),
      ),
    )
    .where(eq(teams.workspaceId, workspaceId))
    .groupBy(teams.workspaceId, teams.id)
    .orderBy(asc(teams.nameKey));
}

/** The numbers of a person's manager, the manager's manager and so on, nearest first. Ends even if the chain were a ring. */
export async function managersOf(tx: Tx, workspaceId: string, personId: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    with recursive chain (id, manager_id, depth) as (
      select id, manager_id, 0 from people where workspace_id = ${workspaceId} and id = ${personId}
      union all
      select above.id, above.manager_id, chain.depth + 1
      from chain join people above on above.workspace_id = ${workspaceId} and above.id = chain.manager_id
    ) cycle id set is_ring using path
    select id from chain where depth > 0 and not is_ring order by depth`);
  return rows.map((row) => row.id);
}

/**
 * Who reads a message, and by which clock. Somebody we have not met, and a channel, read it in UTC.
 * @param recipient the Slack id of a person or a channel
 * @returns null when the account was closed: nobody would read it
 */
export async function findReader(
  tx: Tx,
  workspaceId: string,
  recipient: string,
): Promise<Reader | null> {
  if (!isSlackUserId(recipient)) return { slackUserId: null, name: recipient, timeZone: "UTC" };
  const person = await findPersonBySlackId(tx, workspaceId, recipient);
  if (!person) return { slackUserId: recipient, name: recipient, timeZone: "UTC" };
  const { name, timeZone, isActive, workingHours } = person;
  const workDays = workingHours?.days ?? null;
  return isActive ? { slackUserId: recipient, name, timeZone, workDays } : null;
}

/** People whose handle is that word or whose name begins with that key: those a written name may mean, at most 200. */
export async function listNamesakes(
  tx: Tx,
  workspaceId: string,
  written: { handle: string; key: string },
): Promise<Person[]> {
  const begins = (text: string) => `${text.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await selectPeople(tx)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        or(
          like(sql`lower(${people.handle})`, begins(written.handle)),
          written.key ? like(people.nameKey, begins(written.key)) : undefined,
        ),
      ),
    )
    .orderBy(asc(people.nameKey), asc(people.id))
    .limit(200);
  return rows.map(toPerson);
}

/** Names and handles of active people, to find a mistyped one among; at most 2,000. */
export function listNames(
  tx: Tx,
  workspaceId: string,
): Promise<{ name: string; handle: string | null }[]> {
  return tx
    .select({ name: people.name, handle: people.handle })
    .from(people)
    .where(listed(workspaceId, {}))
    .orderBy(asc(people.nameKey), asc(people.id))
    .limit(2000);
}

/** Somebody's absence at a moment: until when, and who stands in for them. */
export type Absence = {
  personId: number;
  until: Day;
  delegateId: number | null;
  delegateName: string | null;
};

/** Who of these people is away at that moment, each by the calendar of their own zone. */
export async function listAbsent(
  tx: Tx,
  workspaceId: string,
  personIds: readonly number[],
  now: Date,
): Promise<Map<number, Absence>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .select({
      personId: absences.personId,
      until: absences.toDay,
      delegateId: absences.delegateId,
      delegateName: delegates.name,
    })
    .from(absences)
    .innerJoin(
      people,
      and(eq(people.workspaceId, absences.workspaceId), eq(people.id, absences.personId)),
    )
    .leftJoin(
      delegates,
      and(eq(delegates.workspaceId, absences.workspaceId), eq(delegates.id, absences.delegateId)),
    )
    .where(
      and(
        eq(absences.workspaceId, workspaceId),
        inArray(absences.personId, [...personIds]),
        sql`(${now.toISOString()}::timestamptz at time zone ${people.timeZone})::date between ${absences.fromDay} and ${absences.toDay}`,
      ),
    )
    .orderBy(asc(absences.personId), desc(absences.toDay));
  // Absences may overlap: the one that ends last counts.
  return new Map(rows.toReversed().map((row) => [row.personId, row]));
}
