import type { Tx } from "../../../db/client.ts";
import type { MorningOf } from "../../../notify/delivery.ts";
import { readSettings } from "../../settings/index.ts";
import { comesNext } from "../domain/slots.ts";
import { listSubscriptions } from "../queries/subscriptions.ts";

/** What waited for the end of the night waits this much longer for the morning message, not more. */
const SOON_MS = 2 * 3_600_000;
/** A message that is being written belongs to a moment that has just passed. */
const WRITING_MS = 60_000;

/** When a person's morning message comes, if that is within two hours and it is not decided yet. */
export async function nextMorning(
  tx: Tx,
  { workspaceId, slackUserId, now }: MorningOf,
): Promise<Date | null> {
  const settings = await readSettings(tx, workspaceId);
  const [morning] = await listSubscriptions(tx, workspaceId, settings, {
    channelId: slackUserId,
    kind: "morning",
    active: true,
  });
  if (!morning) return null;
  const slot = comesNext(morning.rhythm, morning, new Date(now.getTime() - WRITING_MS));
  return slot && slot.at.getTime() - now.getTime() <= SOON_MS ? slot.at : null;
}
