import type { Role } from "../../../kernel/access.ts";
import { personKey } from "./person.ts";
import { inOrder } from "./roles.ts";

/** A person as a row of an import names them. */
export type ImportedPerson = {
  name: string;
  email?: string | undefined;
  role?: Role | undefined;
  teamName?: string | undefined;
  managerName?: string | undefined;
};

/** What an import has to know of somebody who is there. */
export type Known = {
  id: number;
  nameKey: string;
  email: string | null;
  roles: readonly Role[];
  teamId: number | null;
  managerId: number | null;
};

/** A person as they will be; `known` is null for one to be added. */
export type Planned = {
  readonly known: Known | null;
  readonly name: string;
  readonly nameKey: string;
  email: string | null;
  roles: Role[];
  /** The team a row names; null leaves the team as it is. */
  teamName: string | null;
  manager: Planned | null;
};

export type ImportPlan = {
  people: readonly Planned[];
  /** Whom each written name means, by its key. */
  named: ReadonlyMap<string, Planned>;
  /** Managers that were not set, because they report to that person themselves. */
  rings: readonly { name: string; managerName: string }[];
};

/**
 * Whom the rows mean: somebody with the same e-mail address, else with the same name, else somebody new. Who is only named
 * as a manager is a person as well. Roles are only added; of several rows about one person the last that names a team or a
 * manager decides. Rows without a name are left out.
 */
export function planImport(known: readonly Known[], rows: readonly ImportedPerson[]): ImportPlan {
  const written = cleanRows(rows);
  const search = searchIn(known, new Set(written.flatMap(({ email }) => email ?? [])));
  const named = new Map<string, Planned>();
  for (const row of written) {
    const person = search.findOrAdd(row);
    if (!named.has(row.key)) named.set(row.key, person);
    person.email ??= row.email;
    if (row.role) person.roles = inOrder([...person.roles, row.role]);
    person.teamName = row.teamName ?? person.teamName;
  }
  const rings: { name: string; managerName: string }[] = [];
  for (const { key, email, name, managerName } of written) {
    if (managerName === null) continue;
    const person = search.find(key, email);
    const manager = named.get(personKey(managerName));
    if (!person || !manager) continue;
    if (reportsTo(manager, person)) rings.push({ name, managerName });
    else person.manager = manager;
  }
  return { people: search.people, named, rings };
}

type Row = {
  name: string;
  key: string;
  email: string | null;
  role: Role | undefined;
  teamName: string | null;
  managerName: string | null;
};

/** The rows without what is empty, and after them the managers nobody's row is about. */
function cleanRows(rows: readonly ImportedPerson[]): Row[] {
  const named = (name: string | undefined) => (name && personKey(name) ? name.trim() : null);
  const clean = rows.map((row) => ({
    name: row.name.trim(),
    key: personKey(row.name),
    email: row.email?.trim().toLowerCase() || null,
    role: row.role,
    teamName: named(row.teamName),
    managerName: named(row.managerName),
  }));
  const managers = clean.flatMap(({ managerName }) =>
    managerName === null
      ? []
      : {
          name: managerName,
          key: personKey(managerName),
          email: null,
          role: undefined,
          teamName: null,
          managerName: null,
        },
  );
  return [...clean, ...managers].filter(({ key }) => key !== "");
}

function searchIn(known: readonly Known[], addresses: ReadonlySet<string>) {
  const people: Planned[] = [];
  const byEmail = new Map<string, Planned>();
  const byKey = new Map<string, Planned[]>();
  const add = (person: Planned) => {
    people.push(person);
    if (person.email !== null && !byEmail.has(person.email)) byEmail.set(person.email, person);
    byKey.set(person.nameKey, [...(byKey.get(person.nameKey) ?? []), person]);
    return person;
  };
  const byId = new Map(
    known.map((one) => [
      one.id,
      add({
        known: one,
        name: "",
        nameKey: one.nameKey,
        email: one.email,
        roles: [...one.roles],
        teamName: null,
        manager: null,
      }),
    ]),
  );
  for (const person of people)
    person.manager = byId.get(person.known?.managerId ?? Number.NaN) ?? null;

  const find = (key: string, email: string | null): Planned | undefined =>
    byEmail.get(email ?? "") ??
    byKey
      .get(key)
      // A namesake whom another row means by their address is somebody else.
      ?.find((one) => email === null || one.email === null || !addresses.has(one.email));
  return {
    people,
    find,
    findOrAdd({ name, key, email }: Row): Planned {
      const person =
        find(key, email) ??
        add({ known: null, name, nameKey: key, email, roles: [], teamName: null, manager: null });
      if (email !== null && !byEmail.has(email)) byEmail.set(email, person);
      return person;
    },
  };
}

function reportsTo(person: Planned, other: Planned): boolean {
  for (let one: Planned | null = person; one; one = one.manager) if (one === other) return true;
  return false;
}
