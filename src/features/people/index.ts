import type { Feature } from "../../feature.ts";
import { awayCommand, awayModal, backCommand } from "./commands/away.ts";
import { peopleListCommands } from "./commands/people-list.ts";
import { peopleSet } from "./commands/people-set.ts";
import { editPersonModal, peopleActions, personUpdated } from "./interactions.ts";
import { refreshProfile } from "./jobs.ts";
import { absenceTold, personChanged } from "./notifications.ts";

export type { PlannedAbsence } from "./domain/absence.ts";
export { type Person, personKey, type Team } from "./domain/person.ts";
export { effectiveRoles } from "./domain/roles.ts";
export { readSkills } from "./domain/skills.ts";
export {
  daysText,
  hoursText,
  readDays,
  readWorkingHours,
  type WorkingHours,
} from "./domain/working-hours.ts";
export { identify } from "./identify.ts";
export { namesOf } from "./names-of.ts";
export { endAbsence, setAbsence } from "./operations/absences.ts";
export {
  type ImportedPerson,
  importPeople,
  type PeopleImport,
} from "./operations/import-people.ts";
export { type PersonChange, setPerson } from "./operations/set-person.ts";
export {
  type Absence,
  findPersonBySlackId,
  findReader,
  getPerson,
  listAbsent,
  listPeople,
  listTeams,
  managersOf,
} from "./queries.ts";
export { resolvePerson } from "./resolve-person.ts";

/** Who is in the sales team, in which roles, and under whom. */
export const peopleFeature: Feature = {
  name: "people",
  commands: [...peopleListCommands, peopleSet, awayCommand, backCommand],
  modals: [editPersonModal, awayModal],
  actions: peopleActions,
  events: [personUpdated],
  jobs: [refreshProfile],
  notifications: [personChanged, absenceTold],
};
