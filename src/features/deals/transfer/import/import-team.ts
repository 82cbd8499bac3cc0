import type { Tx } from "../../../../db/client.ts";
import { ROLES, type Role } from "../../../../kernel/access.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { joinWords, nearest, plural } from "../../../../kernel/text.ts";
import { importPeople, personKey } from "../../../people/index.ts";
import { parsePersonCell } from "../cells/column-values.ts";
import { fileAssumptions } from "../file/file-assumptions.ts";
import { openPeopleBook } from "../plan/name-books.ts";
import { reasonOf } from "../plan/plan-deals.ts";
import { readNames } from "../plan/world.ts";
import { named } from "../row/deal-parts.ts";
import type { ImportAct } from "../save/save-names.ts";
import { cellOf, type ImportRun, type Outcome, type ReadFile } from "./import-run.ts";
import type { Refusal } from "./report.ts";

type Member = {
  line: number;
  name: string;
  email: string | null;
  role: Role;
  team: string | null;
  manager: string | null;
};

/** Imports the sales team: who is in which team, under whom. Who is named as a manager becomes one. */
export async function importTeam(
  tx: Tx,
  act: ImportAct,
  read: ReadFile,
  run: ImportRun,
): Promise<Outcome> {
  const { members, refused } = readMembers(read);
  for (const { cells } of read.file.rows) {
    const id = cellOf(read.recognised, cells, "id");
    const name = cellOf(read.recognised, cells, "name") ?? cellOf(read.recognised, cells, "email");
    if (id && name) run.names.people.set(id, parsePersonCell(name));
  }
  const managers = new Set(members.flatMap(({ manager }) => manager ?? []));
  const before = openPeopleBook((await readNames(tx, act.actor.workspaceId)).people);
  const ids = members.map((one) => before.find(one));
  const fresh = ids.filter((id) => id < 0).length;
  const lines = [
    ...fileAssumptions(read),
    `Who has no role in it sells${managers.size > 0 ? `; ${plural(managers.size, "manager")} above them` : ""}.`,
  ];
  if (run.dryRun) {
    for (const name of managers) before.find({ name, email: null });
    run.foreseen.people.push(
      ...before.added.map((one) => ({ ...one, nameKey: personKey(one.name) })),
    );
    // Whether somebody known would change is only known when their team and manager are looked up.
    return {
      created: fresh,
      changed: 0,
      unchanged: members.length - fresh,
      refused,
      assumptions: lines,
    };
  }
  const imported = await importPeople(tx, act, [
    ...members.map(({ name, email, role, team, manager }) => ({
      name,
      role,
      ...(email && { email }),
      ...(team && { teamName: team }),
      ...(manager && { managerName: manager }),
    })),
    ...[...managers].map((name) => ({ name, role: "manager" as const })),
  ]);
  const changed = Math.min(imported.changed, members.length - fresh);
  return {
    created: fresh,
    changed,
    unchanged: members.length - fresh - changed,
    refused,
    assumptions: [
      ...lines,
      ...(imported.newTeams.length > 0
        ? [`New teams: ${joinWords(imported.newTeams, "and")}.`]
        : []),
      ...imported.rings.map(
        ({ name, managerName }) =>
          `${managerName} reports to ${name} already, and was not made their manager.`,
      ),
    ],
  };
}

function readMembers({ file, recognised }: ReadFile): { members: Member[]; refused: Refusal[] } {
  const members: Member[] = [];
  const refused: Refusal[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of file.rows) {
    try {
      const cell = (field: string) => cellOf(recognised, cells, field);
      const person = parsePersonCell(cell("name") ?? cell("email") ?? "");
      const email = cell("email")?.toLowerCase() ?? person.email;
      const key = email ?? personKey(person.name);
      const twin = lines.get(key);
      if (twin !== undefined)
        throw new AppError("bad_input", `It is about the same person as line ${twin}.`);
      lines.set(key, line);
      members.push({
        line,
        name: named(person.name, "a person"),
        email,
        role: roleOf(cell("role")),
        team: cell("team"),
        manager: cell("manager"),
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line, reason: reasonOf(error) });
    }
  }
  return { members, refused };
}

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  "account executive": "ae",
  "sales rep": "ae",
  "sales development rep": "sdr",
  "sales engineer": "se",
  "solution engineer": "se",
  "customer success manager": "csm",
  "sales manager": "manager",
};

/** A role by its key or its name; who has none sells. Nobody becomes an admin by a file. */
function roleOf(written: string | null): Role {
  if (written === null) return "ae";
  const word = written.toLowerCase();
  const role = ROLE_WORDS[word] ?? ROLES.find((one) => one === word);
  if (role === "admin")
    throw new AppError(
      "bad_input",
      "A file makes nobody an admin.",
      "Use `/deal people set @ada role admin`.",
    );
  if (role) return role;
  const near = nearest(word, [...ROLES, ...Object.keys(ROLE_WORDS)]);
  throw new AppError(
    "bad_input",
    `I don't know the role “${written}”.`,
    near ? `Did you mean ${near}?` : `The roles are ${joinWords(ROLES, "and")}.`,
  );
}
