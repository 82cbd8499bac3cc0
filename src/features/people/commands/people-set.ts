import { optional, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { personForm } from "../interactions.ts";
import { setPerson } from "../operations/set-person.ts";
import { resolvePerson } from "../resolve-person.ts";
import { personSet } from "../views.ts";
import { beforeChange, placeChange } from "./place-change.ts";

/** `/deal people set @ada role ae team EMEA manager @dan`; with the person alone it opens the form. */
export const peopleSet = defineCommand({
  command: "/deal",
  verb: "people set",
  summary:
    "Sets somebody's roles, team, manager, skills, hours, capacity; with the person alone it opens a form",
  example: "/deal people set @ada role ae,manager team EMEA manager @dan",
  permission: "workspace.administer",
  args: { person: beforeChange(person()), changes: optional(placeChange()) },
  async run({ person: ref, changes }, call) {
    const { id } = await resolvePerson(call, ref);
    if (!changes) {
      await call.open(personForm(call, id));
      return null;
    }
    const { manager, skills, workingHours, weeklyCapacity } = changes;
    const done = await setPerson(call, id, {
      roles: changes.roles,
      team: changes.team,
      managerId: manager ? (await resolvePerson(call, manager)).id : manager,
      skills,
      workingHours,
      weeklyCapacity,
    });
    return personSet(done);
  },
});
