import type { Tx } from "../../../db/client.ts";
import type { DealAct } from "../../deals/index.ts";
import { getPerson } from "../../people/index.ts";
import { reminderAt } from "../domain/follow-up.ts";
import type { FollowUp } from "../domain/objection.ts";
import { followUpReminder } from "../reminder.ts";

/** Puts the reminder of a follow-up in the queue: one for each objection, day and person, however often it is moved. */
export async function planReminder(
  tx: Tx,
  act: DealAct,
  objectionId: number,
  followUp: FollowUp,
): Promise<void> {
  const { workspaceId } = act.actor;
  const { date, personId } = followUp;
  const { timeZone } = await getPerson(tx, workspaceId, personId);
  await act.deps.jobs.enqueue(
    tx,
    followUpReminder,
    { workspaceId, objectionId, date, personId },
    {
      key: `${objectionId}:${date}:${personId}`,
      startAfter: reminderAt(followUp, timeZone, act.now),
    },
  );
}
