import { setTimeout as sleep } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import type { Db } from "../db/client.ts";
import { inWorkspace } from "../db/workspace.ts";
import type { Deps } from "../deps.ts";
import { defineJob, type JobDefinition, PermanentFailure } from "../jobs/define-job.ts";
import type { NotificationDefinition, Reader } from "./define-notification.ts";
import { DELIVERY, type DeliveryData, deliveryData } from "./notify.ts";
import { createPacer, PATIENCE_MS, type Pacer } from "./pacing.ts";
import { findPosted, type Posted, post } from "./post.ts";
import { notifications } from "./schema.ts";
import { slackFailure } from "./slack-errors.ts";

export type DeliveryDeps = Pick<Deps, "db" | "clock" | "slack" | "jobs" | "log">;

export type DeliveryOptions = {
  notifications: readonly NotificationDefinition[];
  /** Who is behind a Slack id; null when the bot should not write there (any more). */
  findReader(db: Db, workspaceId: string, recipient: string): Promise<Reader | null>;
  pacer?: Pacer | undefined;
};

type Row = typeof notifications.$inferSelect;

/**
 * The job that posts a notification, once: before it posts it notes `sending`, and whoever finds that note looks in
 * the conversation for the message before posting again.
 *
 * The Slack client must not retry by itself (`retryConfig: { retries: 0 }`), or a lost answer is posted twice
 * unseen; and it must reject rate-limited calls (`rejectRateLimitedCalls: true`).
 */
export function deliveryJob(options: DeliveryOptions): JobDefinition<DeliveryData, DeliveryDeps> {
  const kinds = new Map(options.notifications.map((kind) => [kind.kind, kind]));
  if (kinds.size < options.notifications.length)
    throw new Error("Two notifications have the same kind.");
  const pacer = options.pacer ?? createPacer();

  return defineJob<DeliveryData, DeliveryDeps>({
    name: DELIVERY.name,
    data: deliveryData,
    ...DELIVERY.options,
    async run(deps, data, attempt) {
      const row = await findRow(deps.db, data);
      if (!row || row.state === "sent" || row.state === "skipped") return;
      const channel = `${row.workspaceId} ${row.recipient}`;
      const wait = pacer.wait(channel, row.dedupeKey);
      if (wait > PATIENCE_MS) return again(deps, data, wait / 1000);
      if (wait > 0) await sleep(wait);
      try {
        await deliver(deps, row, kinds.get(row.kind), options.findReader);
      } catch (error) {
        const failure = slackFailure(error);
        if (failure.kind === "wait") {
          pacer.pause(channel, failure.seconds * 1000);
          await save(deps.db, row, { state: row.state, attempts: row.attempts });
          return again(deps, data, failure.seconds);
        }
        const givenUp = failure.kind !== "unclear" || attempt.isLast;
        await save(deps.db, row, {
          lastError: failure.reason,
          ...(givenUp && { state: "failed" }),
        });
        throw failure.kind === "unclear"
          ? error
          : new PermanentFailure(failure.reason, { cause: error });
      }
    },
  });
}

/** Puts the same delivery back in the queue as a new job, which has all its tries before it. */
function again(deps: DeliveryDeps, data: DeliveryData, seconds: number): Promise<void> {
  return deps.jobs.enqueueNow(DELIVERY, data, { startAfter: Math.ceil(seconds) });
}

async function deliver(
  deps: DeliveryDeps,
  row: Row,
  notification: NotificationDefinition | undefined,
  findReader: DeliveryOptions["findReader"],
): Promise<void> {
  if (!notification) throw new Error(`There is no notification of the kind ${row.kind}.`);
  const reader = await findReader(deps.db, row.workspaceId, row.recipient);
  if (!reader) return save(deps.db, row, { state: "skipped", lastError: "no reader" });
  const message = notification.render(row.payload, reader);
  const client = await deps.slack.client(row.workspaceId);
  const maybePosted = row.state !== "pending";
  await save(deps.db, row, { state: "sending", attempts: row.attempts + 1 });
  const posted: Posted =
    (maybePosted && (await findPosted(client, row.recipient, row.dedupeKey))) ||
    (await post(client, row.recipient, row.dedupeKey, message));
  await save(deps.db, row, {
    state: "sent",
    channelId: posted.channel,
    messageTs: posted.ts,
    lastError: posted.complaint ?? null,
    sentAt: deps.clock.now(),
  });
}

async function findRow(db: Db, { workspaceId, dedupeKey }: DeliveryData): Promise<Row | undefined> {
  const rows = await inWorkspace(db, workspaceId, (tx) =>
    tx
      .select()
      .from(notifications)
      .where(
        and(eq(notifications.workspaceId, workspaceId), eq(notifications.dedupeKey, dedupeKey)),
      ),
  );
  return rows[0];
}

async function save(db: Db, row: Row, changes: Partial<Row>): Promise<void> {
  await inWorkspace(db, row.workspaceId, (tx) =>
    tx
      .update(notifications)
      .set(changes)
      .where(
        and(
          eq(notifications.workspaceId, row.workspaceId),
          eq(notifications.dedupeKey, row.dedupeKey),
        ),
      ),
  );
}
