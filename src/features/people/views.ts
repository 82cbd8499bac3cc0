import { type Day, formatDay } from "../../kernel/dates.ts";
import { capitalize, plural } from "../../kernel/text.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { bold, code, join, lines, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { dataTable } from "../../slack/table.ts";
import { editPerson, showPeople } from "./actions.ts";
import type { Difference } from "./domain/change.ts";
import type { Person } from "./domain/person.ts";
import { inOrder } from "./domain/roles.ts";
import { hoursText } from "./domain/working-hours.ts";
import type { Absence } from "./queries.ts";

/** A page of the list of people, and what it is a page of. */
export type PeoplePage = {
  people: readonly Person[];
  counts: { people: number; teams: number; withoutRole: number };
  /** The team the list is about; null for everybody. */
  teamId: number | null;
  teamName: string | null;
  /** How many people come before this page. */
  offset: number;
  /** Where the page before this one begins; null when this is the first. */
  previous: number | null;
  mayEdit: boolean;
  /** Who of them is away today. */
  away: ReadonlyMap<number, Absence>;
  today: Day;
};

/** The list of people as a table, with the pages before and after, and for admins a menu to edit somebody. */
export function peopleList(page: PeoplePage): Reply {
  const { people, teamId, teamName, offset, previous } = page;
  const text = summary(page);
  const engineers = people.some((person) => person.skills.length > 0 || person.workingHours);
  const { block, shown } = dataTable({
    caption: teamName === null ? "The sales team" : `The team ${teamName}`,
    columns: [
      "Name",
      "Roles",
      "Team",
      "Manager",
      "Time zone",
      ...(engineers ? ["Skills", "Hours"] : []),
      ...(page.away.size > 0 ? ["Away"] : []),
    ],
    rows: people.map((person) => [
      person.name,
      rolesOf(person),
      person.teamName ?? "–",
      person.managerName ?? "–",
      person.timeZone,
      ...(engineers
        ? [
            person.skills.join(", ") || "–",
            person.workingHours ? hoursText(person.workingHours) : "–",
          ]
        : []),
      ...(page.away.size > 0 ? [awayText(page, person.id)] : []),
    ]),
  });
  // Slack's table holds only so many characters: who doesn't fit in begins the next page.
  const next = offset + shown < page.counts.people && shown > 0 ? offset + shown : null;
  const turn = (label: string, to: number | null) =>
    to === null ? null : showPeople.button(label, { teamId, offset: to }, { key: label });
  const edit = page.mayEdit
    ? editPerson.menu(
        "Edit somebody",
        people.map(({ id, name }) => ({ label: name, value: { personId: id } })),
      )
    : null;
  return {
    text,
    blocks: [
      section(text),
      ...(shown > 0 ? [block] : []),
      ...(shown > 0 && shown < page.counts.people
        ? [context(md`${offset + 1} to ${offset + shown} of ${page.counts.people}, by name`)]
        : []),
      ...actions(turn("Previous", previous), turn("Next", next), shown > 0 ? edit : null),
    ],
  };
}

function summary({ counts, teamName, people, offset }: PeoplePage): Mrkdwn {
  if (counts.people === 0 && teamName !== null)
    return md`Nobody is in ${bold(teamName)} yet. An admin puts people there: ${code(`/deal people set @ada team ${teamName}`)}.`;
  if (people.length === 0 && offset > 0) return md`The list ends before this page.`;
  const who =
    teamName === null
      ? `${plural(counts.people, "person", "people")} in ${plural(counts.teams, "team")}.`
      : md`${plural(counts.people, "person", "people")} in ${bold(teamName)}.`;
  const open =
    counts.withoutRole > 0 &&
    `${counts.withoutRole} ${counts.withoutRole === 1 ? "has" : "have"} no role yet.`;
  return join([who, open || null], " ");
}

function rolesOf(person: Person): string {
  const roles = inOrder([...person.roles, ...(person.isSlackAdmin ? (["admin"] as const) : [])]);
  return roles.join(", ") || "none yet";
}

/** "until Fri 27 Nov (in 7 days), Eli stands in". */
function awayText({ away, today }: PeoplePage, id: number): string {
  const absence = away.get(id);
  if (!absence) return "–";
  const standIn = absence.delegateName === null ? "" : `, ${absence.delegateName} stands in`;
  return `until ${formatDay(absence.until, { today })}${standIn}`;
}

const PLURALS: readonly Difference["what"][] = ["roles", "skills", "working hours"];

/** What became different, a line each: "• Team: EMEA (was none)". */
export function changeLines(changes: readonly Difference[]): Mrkdwn {
  return lines(
    ...changes.map(
      ({ what, before, after }) =>
        md`• ${capitalize(what)}: ${after ?? "none"} (${PLURALS.includes(what) ? "were" : "was"} ${before ?? "none"})`,
    ),
  );
}

/** The answer to whoever set something about a person. */
export function personSet(done: {
  person: Person;
  changes: readonly Difference[];
  isNewTeam: boolean;
}): Reply {
  const { person, changes, isNewTeam } = done;
  const text =
    changes.length === 0
      ? md`Nothing to change: that is how ${bold(person.name)} is set already.`
      : lines(
          md`Set ${bold(person.name)}:`,
          changeLines(changes),
          isNewTeam && person.teamName ? md`${bold(person.teamName)} is a new team.` : null,
        );
  return {
    text,
    blocks: [section(text), ...actions(editPerson.button("Edit", { personId: person.id }))],
  };
}
