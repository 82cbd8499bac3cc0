import type { Role } from "../../../kernel/access.ts";
import { nameKey } from "../../../kernel/text.ts";
import type { WorkingHours } from "./working-hours.ts";

/** Somebody of the sales team: a Slack user, or a name that came with an import. */
export type Person = {
  /** Counted from 1 in the workspace. */
  id: number;
  /** Null for people without a Slack account. */
  slackUserId: string | null;
  name: string;
  /** What one types after @, where Slack told it. */
  handle: string | null;
  email: string | null;
  /** IANA zone. */
  timeZone: string;
  /** The roles that were set here; empty until somebody sets one. */
  roles: readonly Role[];
  /** Slack's own owners and admins are admins here besides. */
  isSlackAdmin: boolean;
  teamId: number | null;
  teamName: string | null;
  managerId: number | null;
  managerName: string | null;
  /** What they know, in lower case. */
  skills: readonly string[];
  /** Null where the workspace's working hours hold. */
  workingHours: WorkingHours | null;
  /** How many demos and proofs of concept a week they take on; null for no limit. */
  weeklyCapacity: number | null;
  /** False when the Slack account was closed: don't offer them anything new. */
  isActive: boolean;
};

/** A sales team. */
export type Team = {
  id: number;
  name: string;
  /** Active people in it. */
  size: number;
};

/**
 * The name of a person or a team as it is compared: no case, no accents, no punctuation.
 * Word by word, because the key of a whole name drops legal forms at its end, and "João Sá" is no company.
 */
export function personKey(name: string): string {
  return name.split(/\s+/).map(nameKey).filter(Boolean).join(" ");
}

/** Whether the text is the id of a Slack user, and not of a channel or a name. */
export function isSlackUserId(text: string): boolean {
  return /^[UW][A-Z0-9]+$/.test(text);
}

/** A person as others are told of them: "Bea Seller (@bea, EMEA)". */
export function describePerson(person: Pick<Person, "name" | "handle" | "teamName">): string {
  const more = [person.handle && `@${person.handle}`, person.teamName].filter(Boolean);
  return more.length > 0 ? `${person.name} (${more.join(", ")})` : person.name;
}
