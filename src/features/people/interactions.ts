import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { isAllowed, ROLES } from "../../kernel/access.ts";
import { dayOf } from "../../kernel/dates.ts";
import { type Action, onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { defineEvent } from "../../slack/event.ts";
import {
  choicesField,
  type Field,
  numberField,
  optionalField,
  textField,
  userField,
} from "../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../slack/modal.ts";
import { bold, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { editPerson, showPeople } from "./actions.ts";
import { MOST_CAPACITY } from "./domain/capacity.ts";
import { profileOf, slackUserSchema } from "./domain/profile.ts";
import { inOrder, ROLE_NAMES } from "./domain/roles.ts";
import { readSkills } from "./domain/skills.ts";
import { hoursText, readWorkingHours, type WorkingHours } from "./domain/working-hours.ts";
import { profileDueAt, saveProfile } from "./operations/save-profile.ts";
import { setPerson } from "./operations/set-person.ts";
import { countPeople, getPerson, listAbsent, listPeople, listTeams } from "./queries.ts";
import { resolvePerson } from "./resolve-person.ts";
import { peopleList, personSet } from "./views.ts";

const PAGE = 50;

/** What the list's buttons and its menu do. */
export const peopleActions: readonly Action[] = [
  onAction(showPeople, async (value, call) => ({
    ...(await listReply(call, value)),
    replace: true,
  })),
  onAction(editPerson, async ({ personId }, call) => {
    await call.open(personForm(call, personId));
    return null;
  }),
];

const skillsField: Field<string[]> = {
  ...textField({ label: "Skills", example: "okta, sap", hint: "Commas between.", max: 1000 }),
  read: (raw) => readSkills(raw?.value ?? ""),
};
const hoursField: Field<WorkingHours> = {
  ...textField({
    label: "Working hours",
    example: "mon-thu 8:00-16:00",
    hint: "In their own zone. Left empty, the workspace's hours hold.",
    max: 60,
  }),
  read: (raw) => readWorkingHours(raw?.value ?? ""),
};

/** The form that sets what a person is and does in the sales team. */
export const editPersonModal = defineModal({
  id: "people.edit-person",
  title: "Person",
  submit: "Set",
  permission: "workspace.administer",
  // What stood in the form when it was opened: only what is different is set, so that two admins don't undo each other.
  metadata: z.object({
    personId: z.int(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    team: z.string().nullable(),
    managerSlackId: z.string().nullable(),
    skills: z.string(),
    hours: z.string(),
    capacity: z.int().nullable(),
  }),
  intro: ({ name }) => md`What is ${bold(name)} in the sales team?`,
  fields: {
    roles: optionalField(
      choicesField({
        label: "Roles",
        hint: "Without a role one sees totals only.",
        choices: ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })),
      }),
    ),
    team: optionalField(
      textField({ label: "Team", example: "EMEA", hint: "A new name makes a new team.", max: 60 }),
    ),
    manager: optionalField(userField({ label: "Manager" })),
    skills: optionalField(skillsField),
    hours: optionalField(hoursField),
    capacity: optionalField(
      numberField({
        label: "Weekly capacity",
        hint: "Demos and proofs of concept a week; left empty, no limit.",
        min: 1,
        max: MOST_CAPACITY,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const roles = inOrder(values.roles ?? []);
    const team = values.team ?? null;
    const manager = values.manager ?? null;
    const skills = values.skills ?? [];
    const hours = values.hours ?? null;
    const capacity = values.capacity ?? null;
    const managerId =
      manager === null ? null : (await resolvePerson(call, { slackUserId: manager })).id;
    const done = await setPerson(call, metadata.personId, {
      roles: roles.join() === inOrder(metadata.roles).join() ? undefined : roles,
      team: team === metadata.team ? undefined : team,
      managerId: manager === metadata.managerSlackId ? undefined : managerId,
      skills: skills.join(", ") === metadata.skills ? undefined : skills,
      workingHours: (hours && hoursText(hours)) === (metadata.hours || null) ? undefined : hours,
      weeklyCapacity: capacity === metadata.capacity ? undefined : capacity,
    });
    return personSet(done);
  },
});

/** Slack tells at once when somebody's name, zone or rights change, or when an account is closed. */
export const personUpdated = defineEvent({
  type: "user_change",
  payload: z.looseObject({ user: slackUserSchema }),
  async run({ user }, workspaceId, deps) {
    const now = deps.clock.now();
    await inWorkspace(deps.db, workspaceId, (tx) =>
      saveProfile(tx, workspaceId, profileOf(user), { now, dueAt: profileDueAt(now, true) }),
    );
  },
});

/** The form as it opens for this person. */
export async function personForm(call: Call, personId: number): Promise<ModalOpening> {
  const { workspaceId } = call.actor;
  const { person, manager } = await inWorkspace(call.deps.db, workspaceId, async (tx) => {
    const found = await getPerson(tx, workspaceId, personId);
    const above = found.managerId;
    return {
      person: found,
      manager: above === null ? null : await getPerson(tx, workspaceId, above),
    };
  });
  const { name, teamName: team } = person;
  const roles = [...person.roles];
  const managerSlackId = manager?.slackUserId ?? null;
  const skills = person.skills.join(", ");
  const hours = person.workingHours ? hoursText(person.workingHours) : "";
  const capacity = person.weeklyCapacity;
  return editPersonModal.open(
    { personId, name, roles, team, managerSlackId, skills, hours, capacity },
    {
      initial: {
        roles: { values: roles },
        team: team === null ? undefined : { value: team },
        manager: managerSlackId === null ? undefined : { value: managerSlackId },
        skills: skills ? { value: skills } : undefined,
        hours: hours ? { value: hours } : undefined,
        capacity: capacity === null ? undefined : { value: String(capacity) },
      },
    },
  );
}

/** The list of people from the `offset`th on, read from the database. */
export async function listReply(
  call: Call,
  { teamId, offset }: { teamId: number | null; offset: number },
): Promise<Reply> {
  const { workspaceId } = call.actor;
  const filter = { teamId: teamId ?? undefined };
  const page = await inWorkspace(call.deps.db, workspaceId, async (tx) => {
    const people = await listPeople(tx, workspaceId, { ...filter, offset, limit: PAGE });
    const ids = people.map(({ id }) => id);
    const away = await listAbsent(tx, workspaceId, ids, call.now);
    return {
      people,
      away,
      today: dayOf(call.now, call.actor.timeZone),
      counts: await countPeople(tx, workspaceId, filter),
      teamName:
        teamId === null
          ? null
          : ((await listTeams(tx, workspaceId)).find(({ id }) => id === teamId)?.name ?? null),
    };
  });
  return peopleList({
    ...page,
    teamId,
    offset,
    previous: offset > 0 ? Math.max(0, offset - PAGE) : null,
    mayEdit: isAllowed(call.actor, "workspace.administer"),
  });
}
