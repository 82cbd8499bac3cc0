import type { Role } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Person } from "./person.ts";
import { hoursText } from "./working-hours.ts";

/** What a change of a person may be about. */
export const PLACE_PARTS = [
  "roles",
  "team",
  "manager",
  "skills",
  "working hours",
  "weekly capacity",
] as const;

/** One thing about a person that is different now; null is none. */
export type Difference = {
  what: (typeof PLACE_PARTS)[number];
  before: string | null;
  after: string | null;
};

type Place = Pick<
  Person,
  | "roles"
  | "teamId"
  | "teamName"
  | "managerId"
  | "managerName"
  | "skills"
  | "workingHours"
  | "weeklyCapacity"
>;

/** What is different in a person's roles, team, manager, skills, working hours and weekly capacity. */
export function differences(before: Place, after: Place): Difference[] {
  const roles = (place: Place) => place.roles.join(", ") || null;
  const plain = (
    what: Difference["what"],
    text: (place: Place) => string | null,
  ): Difference & { differs: boolean } => ({
    what,
    before: text(before),
    after: text(after),
    differs: text(before) !== text(after),
  });
  const all: (Difference & { differs: boolean })[] = [
    {
      what: "roles",
      before: roles(before),
      after: roles(after),
      differs: roles(before) !== roles(after),
    },
    {
      what: "team",
      before: before.teamName,
      after: after.teamName,
      differs: before.teamId !== after.teamId,
    },
    {
      what: "manager",
      before: before.managerName,
      after: after.managerName,
      differs: before.managerId !== after.managerId,
    },
    plain("skills", ({ skills }) => skills.join(", ") || null),
    plain("working hours", ({ workingHours }) => workingHours && hoursText(workingHours)),
    plain("weekly capacity", ({ weeklyCapacity }) => weeklyCapacity?.toString() ?? null),
  ];
  return all.filter(({ differs }) => differs).map(({ differs: _, ...difference }) => difference);
}

/**
 * Nobody reports to themself, not even through others.
 * @param chain the numbers of the manager's own managers, all the way up
 * @throws AppError rule_broken
 */
export function checkManager(
  person: Pick<Person, "id" | "name">,
  manager: Pick<Person, "id" | "name" | "isActive">,
  chain: readonly number[],
): void {
  if (manager.id === person.id)
    throw new AppError(
      "rule_broken",
      `${person.name} can't be their own manager.`,
      "Choose somebody else, or `manager none`.",
    );
  if (chain.includes(person.id))
    throw new AppError(
      "rule_broken",
      `${manager.name} reports to ${person.name} already, so ${person.name} can't report to ${manager.name}.`,
      `Give ${manager.name} another manager first.`,
    );
  if (!manager.isActive)
    throw new AppError(
      "rule_broken",
      `${manager.name} has left this Slack workspace.`,
      "Choose somebody who is here.",
    );
}

/** Whether this change takes the admin role away from somebody who has it. */
export function losesAdmin(before: readonly Role[], after: readonly Role[]): boolean {
  return before.includes("admin") && !after.includes("admin");
}
