import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import type { Deps } from "../../deps.ts";
import { defineJobKind } from "../../jobs/define-job.ts";
import { addMinutes } from "./domain/calendar.ts";
import type { Demo } from "./domain/demo.ts";

/** How long before a demo its people are reminded. */
export const REMINDERS = [
  { which: "day", minutesBefore: 24 * 60 },
  { which: "soon", minutesBefore: 15 },
] as const;

export const reminderData = z.object({
  workspaceId: z.string(),
  id: z.number().int(),
  which: z.enum(["day", "soon"]),
  /** The time the reminder is for: it holds only as long as the demo begins then. */
  startsAt: z.iso.datetime(),
});

/** The job that reminds of one demo once. */
export const REMIND = defineJobKind({ name: "demos.remind", data: reminderData });

/** Asks for the reminders of a demo that has a time, with this transaction. Those of an earlier time find that it is no longer so. */
export async function remindOf(
  tx: Tx,
  act: { deps: Pick<Deps, "jobs">; now: Date },
  workspaceId: string,
  demo: Pick<Demo, "id" | "startsAt" | "version">,
): Promise<void> {
  const { id, startsAt, version } = demo;
  if (!startsAt) return;
  for (const { which, minutesBefore } of REMINDERS) {
    const at = addMinutes(startsAt, -minutesBefore);
    // Who schedules it for today needs no word that it is tomorrow.
    if (at <= act.now) continue;
    await act.deps.jobs.enqueue(
      tx,
      REMIND,
      { workspaceId, id, which, startsAt: startsAt.toISOString() },
      { key: `${id} v${version} ${which}`, startAfter: at },
    );
  }
}
