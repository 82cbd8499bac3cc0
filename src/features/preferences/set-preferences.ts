import { inChange } from "../../db/change.ts";
import type { Tx } from "../../db/client.ts";
import { readWorkspace } from "../../db/workspace.ts";
import { DELIVERY } from "../../notify/notify.ts";
import { type Choices, findChoices, preferencesOf, saveChoices } from "../../notify/preferences.ts";
import type { Call } from "../../slack/call.ts";
import { record } from "../audit/index.ts";
import { getPerson } from "../people/index.ts";
import type { Shown } from "./views.ts";

/** What the actor gets, and when. */
export function showPreferences(call: Call): Promise<Shown> {
  const { workspaceId, slackUserId } = call.actor;
  return readWorkspace(call.deps.db, workspaceId, async (tx) =>
    shownFor(tx, call, await findChoices(tx, workspaceId, slackUserId)),
  );
}

/**
 * Changes the actor's own preferences: nobody changes another person's. What waits for them is looked at anew, so that
 * what may come now comes now.
 */
export function setPreferences(
  call: Call,
  change: (choices: Choices) => Partial<Choices>,
): Promise<Shown> {
  const { workspaceId, slackUserId, personId } = call.actor;
  return inChange(call, async (tx) => {
    const before = await findChoices(tx, workspaceId, slackUserId);
    const after = { ...before, ...change(before) };
    await saveChoices(tx, { workspaceId, slackUserId }, after, call.now);
    await record(tx, call, [
      {
        action: "notifications.set",
        subject: "person",
        subjectId: personId,
        before: told(before),
        after: told(after),
      },
    ]);
    await call.deps.jobs.enqueue(tx, DELIVERY, {
      workspaceId,
      recipient: slackUserId,
      dedupeKey: null,
    });
    return shownFor(tx, call, after);
  });
}

function told({ snoozedUntil, ...choices }: Choices) {
  return { ...choices, snoozedUntil: snoozedUntil?.toISOString() ?? null };
}

async function shownFor(tx: Tx, call: Call, choices: Choices): Promise<Shown> {
  const { workspaceId, personId, timeZone } = call.actor;
  const person = await getPerson(tx, workspaceId, personId);
  const preferences = preferencesOf(choices, call.settings, person.workingHours?.days ?? null);
  return { preferences, timeZone, now: call.now };
}
