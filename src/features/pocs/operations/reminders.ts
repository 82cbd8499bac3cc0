import type { Tx } from "../../../db/client.ts";
import { addDays, at, dayOf } from "../../../kernel/dates.ts";
import type { DealAct } from "../../deals/index.ts";
import type { Poc } from "../domain/poc.ts";
import { remindersOf } from "../domain/reminders.ts";
import { pocReminder } from "../job-kinds.ts";
import { findPocOwners } from "../queries/reminded.ts";

const USUAL_MORNING = "09:00";

/**
 * Puts the reminders that are still to come in the queue, for the morning of their day where the sales engineer (else the owner)
 * is. Those of dates that no longer hold stay in the queue and find out by themselves.
 */
export async function planReminders(tx: Tx, act: DealAct, poc: Poc): Promise<void> {
  const { workspaceId } = act.actor;
  const owners = await findPocOwners(tx, workspaceId, poc.id);
  const timeZone = owners?.readers[0]?.timeZone ?? act.actor.timeZone;
  const morning = act.settings?.workingHours.from ?? USUAL_MORNING;
  const tomorrow = addDays(dayOf(act.now, timeZone), 1);
  for (const { kind, on } of remindersOf(poc, tomorrow))
    await act.deps.jobs.enqueue(
      tx,
      pocReminder,
      { workspaceId, pocId: poc.id, kind, on },
      { key: `${poc.id}:${kind}:${on}`, startAfter: at(on, morning, timeZone) },
    );
}
