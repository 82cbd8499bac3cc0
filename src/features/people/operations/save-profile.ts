import { addHours } from "date-fns/addHours";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { workspaces } from "../../../db/columns.ts";
import { personKey } from "../domain/person.ts";
import type { Profile } from "../domain/profile.ts";
import { people } from "../schema.ts";

/** Hours for which Slack's answer holds. */
const FRESH_HOURS = 24;
/** Hours until Slack is asked again after it could not answer. */
const RETRY_HOURS = 1;

/** When Slack is to be asked again. */
export function profileDueAt(now: Date, answered: boolean): Date {
  return addHours(now, answered ? FRESH_HOURS : RETRY_HOURS);
}

/**
 * Makes everybody else who adds people to this workspace wait for the end of this transaction.
 * The lock doesn't hold up rows that merely refer to the workspace, as `for update` would.
 */
export async function lockPeople(tx: Tx, workspaceId: string): Promise<void> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("no key update");
}

/** Brings a person up to date with what Slack told; people we have not met are left alone. */
export async function saveProfile(
  tx: Tx,
  workspaceId: string,
  profile: Profile,
  at: { now: Date; dueAt: Date },
): Promise<void> {
  const { name, handle, email, timeZone, isSlackAdmin } = profile;
  await tx
    .update(people)
    .set({
      ...(name && { name, nameKey: personKey(name) }),
      ...(handle && { handle }),
      ...(email && { email }),
      ...(timeZone && { timeZone }),
      ...(isSlackAdmin !== null && { isSlackAdmin }),
      deactivatedAt: profile.isDeactivated
        ? sql`coalesce(${people.deactivatedAt}, ${at.now.toISOString()}::timestamptz)`
        : null,
      profileDueAt: at.dueAt,
    })
    .where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, profile.slackUserId)));
}

/** Lets Slack be asked again at that moment, and leaves the rest as it is. */
export async function postponeProfile(
  tx: Tx,
  workspaceId: string,
  slackUserId: string,
  dueAt: Date,
): Promise<void> {
  await tx
    .update(people)
    .set({ profileDueAt: dueAt })
    .where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, slackUserId)));
}
