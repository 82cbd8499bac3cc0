import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { record } from "../../audit/index.ts";
import { findImported } from "../domain/link.ts";
import { personKey } from "../domain/person.ts";
import type { Profile } from "../domain/profile.ts";
import { people } from "../schema.ts";
import { lockPeople, saveProfile } from "./save-profile.ts";

/**
 * Makes a Slack user known, as the imported person they are if there is one. Two first contacts at the same moment, or
 * somebody who is known already, make no second person.
 */
export async function meetPerson(
  tx: Tx,
  workspaceId: string,
  profile: Profile,
  at: { now: Date; dueAt: Date },
): Promise<void> {
  const { slackUserId } = profile;
  await lockPeople(tx, workspaceId);
  const [known] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, slackUserId)));
  if (known) return;
  if (await linkImported(tx, workspaceId, profile, at)) return;
  const name = profile.name ?? slackUserId;
  await tx.insert(people).values({
    workspaceId,
    id: await nextNumber(tx, workspaceId, "person"),
    slackUserId,
    name,
    nameKey: personKey(name),
    handle: profile.handle,
    email: profile.email,
    timeZone: profile.timeZone ?? "UTC",
    isSlackAdmin: profile.isSlackAdmin ?? false,
    profileDueAt: at.dueAt,
    deactivatedAt: profile.isDeactivated ? at.now : null,
    createdAt: at.now,
  });
}

async function linkImported(
  tx: Tx,
  workspaceId: string,
  profile: Profile,
  at: { now: Date; dueAt: Date },
): Promise<boolean> {
  const imported = await tx
    .select({ id: people.id, nameKey: people.nameKey, email: people.email, name: people.name })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        isNull(people.slackUserId),
        or(
          eq(people.nameKey, personKey(profile.name ?? "")),
          profile.email ? eq(people.email, profile.email) : undefined,
        ),
      ),
    );
  const found = findImported(profile, imported);
  if (!found) return false;
  const { slackUserId, timeZone } = profile;
  await tx
    .update(people)
    .set({
      slackUserId,
      // People choose their own names in Slack: a name alone must not make anybody an admin.
      ...(found.by === "name" && { roles: sql`array_remove(${people.roles}, 'admin')` }),
    })
    .where(and(eq(people.workspaceId, workspaceId), eq(people.id, found.id)));
  await saveProfile(tx, workspaceId, profile, at);
  const name = profile.name ?? slackUserId;
  await record(
    tx,
    {
      actor: {
        workspaceId,
        personId: found.id,
        slackUserId,
        name,
        timeZone: timeZone ?? "UTC",
        roles: [],
        teamId: null,
      },
      now: at.now,
      requestId: null,
    },
    [
      {
        action: "person.linked",
        subject: "person",
        subjectId: found.id,
        before: {
          slackUserId: null,
          name: imported.find(({ id }) => id === found.id)?.name,
        },
        after: { slackUserId, name },
        reason: `same ${found.by}`,
      },
    ],
  );
  return true;
}
