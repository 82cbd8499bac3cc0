import { and, asc, eq } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { authorize } from "../../../kernel/access.ts";
import { type AuditEntry, record } from "../../audit/index.ts";
import { type ImportedPerson, type Planned, planImport } from "../domain/import-plan.ts";
import { personKey } from "../domain/person.ts";
import { people } from "../schema.ts";
import { findOrAddTeams } from "./find-or-add-teams.ts";
import { lockPeople } from "./save-profile.ts";

export type { ImportedPerson } from "../domain/import-plan.ts";

/** What an import of people did. */
export type PeopleImport = {
  /** The number of the person each name means, by `personKey(name)`; managers' names are in it too. */
  ids: ReadonlyMap<string, number>;
  added: number;
  changed: number;
  newTeams: readonly string[];
  /** Managers that were not set, because they report to that person themselves. */
  rings: readonly { name: string; managerName: string }[];
};

/** Rows in one statement: PostgreSQL takes 65,535 parameters. */
const BATCH = 1000;

/**
 * Adds people without a Slack account and brings those who are there up to date: teams and managers are set, roles only
 * added. The same rows a second time change nothing. Part of the caller's transaction.
 */
export async function importPeople(
  tx: Tx,
  act: Pick<Act, "actor" | "now" | "requestId">,
  rows: readonly ImportedPerson[],
): Promise<PeopleImport> {
  authorize(act.actor, "workspace.administer");
  const { workspaceId } = act.actor;
  await lockPeople(tx, workspaceId);
  const plan = planImport(await listKnown(tx, workspaceId), rows);
  const teams = await findOrAddTeams(
    tx,
    workspaceId,
    plan.people.flatMap(({ teamName }) => teamName ?? []),
  );
  const numberOf = await numberPeople(tx, workspaceId, plan.people);
  const placed = plan.people.map((person) => place(person, numberOf, teams.ids));
  const added = placed.filter(({ known }) => known === null);
  const changed = placed.filter((person) => person.known && person.changes.length > 0);
  for (const batch of batches(added))
    await tx
      .insert(people)
      .values(batch.map(({ row }) => ({ ...row, workspaceId, createdAt: act.now })));
  // One statement each: an import adds many people and changes few.
  for (const { row } of changed)
    await tx
      .update(people)
      .set({ email: row.email, roles: row.roles, teamId: row.teamId, managerId: row.managerId })
      .where(and(eq(people.workspaceId, workspaceId), eq(people.id, row.id)));
  for (const batch of batches([...added, ...changed])) await record(tx, act, batch.map(auditOf));
  return {
    ids: new Map([...plan.named].map(([key, person]) => [key, numberOf(person)])),
    added: added.length,
    changed: changed.length,
    newTeams: teams.added,
    rings: plan.rings,
  };
}

function listKnown(tx: Tx, workspaceId: string) {
  return tx
    .select({
      id: people.id,
      nameKey: people.nameKey,
      email: people.email,
      roles: people.roles,
      teamId: people.teamId,
      managerId: people.managerId,
    })
    .from(people)
    .where(eq(people.workspaceId, workspaceId))
    .orderBy(asc(people.id));
}

/** The number of each person of the plan; those to be added get the next free ones. */
async function numberPeople(
  tx: Tx,
  workspaceId: string,
  planned: readonly Planned[],
): Promise<(person: Planned) => number> {
  const fresh = planned.filter(({ known }) => known === null);
  const first = fresh.length > 0 ? await nextNumber(tx, workspaceId, "person", fresh.length) : 0;
  const numbers = new Map(fresh.map((person, i) => [person, first + i]));
  return (person) => {
    const id = person.known?.id ?? numbers.get(person);
    if (id === undefined) throw new Error(`${person.nameKey} is not of this plan.`);
    return id;
  };
}

type Placed = {
  known: Planned["known"];
  row: Pick<
    typeof people.$inferSelect,
    "id" | "name" | "nameKey" | "email" | "roles" | "teamId" | "managerId"
  >;
  changes: readonly ("email" | "roles" | "teamId" | "managerId")[];
};

function place(
  person: Planned,
  numberOf: (person: Planned) => number,
  teams: ReadonlyMap<string, number>,
): Placed {
  const { known, name, nameKey, email, roles, teamName, manager } = person;
  const row = {
    id: numberOf(person),
    name,
    nameKey,
    email,
    roles,
    teamId: (teamName && teams.get(personKey(teamName))) || (known?.teamId ?? null),
    managerId: manager ? numberOf(manager) : (known?.managerId ?? null),
  };
  const all = ["email", "roles", "teamId", "managerId"] as const;
  const changes = all.filter((key) => String(row[key] ?? "") !== String(known?.[key] ?? ""));
  return { known, row, changes };
}

function auditOf({ known, row, changes }: Placed): AuditEntry {
  const side = (from: Placed["row"] | NonNullable<Placed["known"]>) =>
    Object.fromEntries(changes.map((key) => [key, from[key]]));
  return {
    action: known ? "person.import_changed" : "person.imported",
    subject: "person",
    subjectId: row.id,
    before: known ? side(known) : undefined,
    after: known ? side(row) : { name: row.name, ...side(row) },
  };
}

function batches<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) =>
    list.slice(i * BATCH, (i + 1) * BATCH),
  );
}
