import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Tx } from "../db/client.ts";
import { inWorkspace } from "../db/workspace.ts";
import type { Deps } from "../deps.ts";
import { defineJob, type JobDefinition } from "../jobs/define-job.ts";
import type { Schedule } from "../jobs/scheduler.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import type { Kinds } from "./compose.ts";
import type { NotificationDefinition, Reader } from "./define-notification.ts";
import { DELIVERY, type DeliveryData, deliveryData } from "./notify.ts";
import { listForgotten } from "./outbox.ts";
import { createElapsed, createGate, createMeter, type Meter } from "./pacing.ts";
import { runDelivery } from "./run-delivery.ts";

export type DeliveryDeps = Pick<Deps, "db" | "clock" | "slack" | "jobs" | "log">;

/** A message that will not arrive. */
export type Undelivered = {
  workspaceId: string;
  kind: string;
  /** The Slack id of the person or channel. */
  recipient: string;
  /** Slack's reason, like `is_archived`. */
  reason: string;
  dedupeKey: string;
  payload: unknown;
};

/** Whose morning message is asked for, and at what moment. */
export type MorningOf = { workspaceId: string; slackUserId: string; now: Date };

export type DeliveryOptions = {
  notifications: readonly NotificationDefinition[];
  /** Who is behind a Slack id; null when the bot should not write there (any more). */
  findReader(tx: Tx, workspaceId: string, recipient: string): Promise<Reader | null>;
  /** When a person's morning message is to come, if one is not decided yet and comes soon; null otherwise. */
  nextMorning?: ((tx: Tx, who: MorningOf) => Promise<Date | null>) | undefined;
  /** Hears of each message that failed for good, in the transaction that notes it. */
  onUndeliverable?: ((tx: Tx, failed: Undelivered) => Promise<void>) | undefined;
  /** Calls to Slack at a time in this process. Default 24. */
  concurrency?: number | undefined;
  /** Leases, pacing and retries go by the machine's clock, which nobody moves. */
  machine?: Clock | undefined;
  /** Waits that many milliseconds of the machine's time, or until the signal aborts. */
  pass?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
};

/** What a run needs beside the recipient it is for. */
export type DeliveryContext = {
  deps: DeliveryDeps;
  kinds: Kinds;
  machine: Clock;
  pass: NonNullable<DeliveryOptions["pass"]>;
  gate: <T>(work: () => Promise<T>) => Promise<T>;
  edits: Meter;
  findReader: DeliveryOptions["findReader"];
  nextMorning: NonNullable<DeliveryOptions["nextMorning"]>;
  onUndeliverable: NonNullable<DeliveryOptions["onUndeliverable"]>;
};

/**
 * The job that sends what waits for one recipient, each message once. Of this process only one run at a time is for a
 * recipient: jobs that come meanwhile have it look again. Other processes are kept out by a lease.
 *
 * The Slack client must not retry by itself (`retryConfig: { retries: 0 }`), or a lost answer is posted twice
 * unseen; and it must reject rate-limited calls (`rejectRateLimitedCalls: true`).
 */
export function deliveryJob(options: DeliveryOptions): JobDefinition<DeliveryData, DeliveryDeps> {
  const kinds = new Map(options.notifications.map((kind) => [kind.kind, kind]));
  if (kinds.size < options.notifications.length)
    throw new Error("Two notifications have the same kind.");
  const parts = {
    kinds,
    machine: options.machine ?? systemClock,
    pass: options.pass ?? ((ms, signal) => sleep(ms, undefined, { signal }).catch(() => {})),
    gate: createGate(options.concurrency ?? 24),
    findReader: options.findReader,
    nextMorning: options.nextMorning ?? (async () => null),
    onUndeliverable: options.onUndeliverable ?? (async () => {}),
  };
  let edits: Meter | undefined;
  const runs = new Map<string, { again: boolean; done: Promise<void> }>();

  return defineJob<DeliveryData, DeliveryDeps>({
    ...DELIVERY.options,
    name: DELIVERY.name,
    title: DELIVERY.title,
    data: deliveryData,
    run(deps, { workspaceId, recipient }, { signal }) {
      edits ??= createMeter(createElapsed(deps.clock));
      const meter = edits;
      const key = `${workspaceId} ${recipient}`;
      const known = runs.get(key);
      if (known) {
        known.again = true;
        return known.done;
      }
      const run = { again: false, done: Promise.resolve() };
      runs.set(key, run);
      const work = async () => {
        const to = { workspaceId, recipient };
        try {
          do {
            run.again = false;
            // One after the other: each looks at what the one before left.
            if (await runDelivery({ ...parts, edits: meter, deps }, to, signal)) run.again = true;
          } while (run.again && !signal.aborted);
          if (run.again) await deps.jobs.enqueueNow(DELIVERY, { ...to, dedupeKey: null });
        } finally {
          // In the same breath as the last look at `again`: nobody can ask for more in between.
          runs.delete(key);
        }
      };
      run.done = work();
      return run.done;
    },
  });
}

const FORGOTTEN_MS = 10 * 60_000;

/** Looks a few times a day for messages whose job was lost, with a database that was put back from a backup for instance. */
export const sweepJob = defineJob<{ workspaceId: string }, DeliveryDeps>({
  name: "notifications.sweep",
  title: "Look for messages left behind",
  data: z.object({ workspaceId: z.string() }),
  run: (deps, { workspaceId }) =>
    inWorkspace(deps.db, workspaceId, async (tx) => {
      const before = new Date(deps.clock.now().getTime() - FORGOTTEN_MS);
      for (const recipient of await listForgotten(tx, workspaceId, before))
        await deps.jobs.enqueue(tx, DELIVERY, { workspaceId, recipient, dedupeKey: null });
    }),
});

/** When `sweepJob` runs. */
export const sweep: Schedule<{ workspaceId: string }> = {
  name: "notifications sweep",
  cron: "7 */6 * * *",
  timeZone: "UTC",
  job: sweepJob,
  data: (workspaceId) => ({ workspaceId }),
};
