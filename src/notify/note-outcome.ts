import type { Tx } from "../db/client.ts";
import type { DeliveryContext, DeliveryDeps } from "./delivery.ts";
import { DELIVERY } from "./notify.ts";
import { type Recipient, save } from "./outbox.ts";
import type { Row, Step } from "./plan.ts";
import type { Outcome } from "./send.ts";

/** Tries of one message, the waits Slack asks for not counted; the last comes about an hour after the first. */
export const MOST_ATTEMPTS = 12;
const FIRST_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 900;
/** A job for a moment this near gets no key: its moment may come a little before this machine's clock thinks so. */
const NEAR_MS = 60_000;

/** Has somebody look at the recipient at that moment. Asked for many times, it is one job. */
export function askAgain(deps: DeliveryDeps, tx: Tx, to: Recipient, at: Date): Promise<void> {
  const ahead = at.getTime() - deps.clock.now().getTime();
  if (ahead < NEAR_MS) return askAgainIn(deps, tx, to, ahead / 1000);
  return deps.jobs.enqueue(
    tx,
    DELIVERY,
    { ...to, dedupeKey: null },
    { key: `${to.recipient} ${at.toISOString()}`, startAfter: at },
  );
}

/** The same after some seconds of the machine's time. */
export function askAgainIn(
  deps: DeliveryDeps,
  tx: Tx,
  to: Recipient,
  seconds: number,
): Promise<void> {
  const startAfter = Math.max(1, Math.ceil(seconds));
  return deps.jobs.enqueue(tx, DELIVERY, { ...to, dedupeKey: null }, { startAfter });
}

/**
 * Takes back the note that Slack is being asked: it was not, or it said to wait. What Slack may have from an earlier
 * try stays noted.
 * @param wait.isOnlyThis the rest of the recipient's messages don't wait
 */
export async function unnote(
  context: DeliveryContext,
  tx: Tx,
  to: Recipient,
  step: Step,
  wait: { seconds: number; isOnlyThis: boolean },
): Promise<void> {
  const { workspaceId } = to;
  const rows = step.do === "edit" ? step.rows : [step.head, ...step.rest];
  const isResumed = step.do === "post" && step.isResumed;
  const until = wait.isOnlyThis ? waitUntil(context, wait.seconds) : NO_WAIT;
  // Each has its own number of tries.
  for (const row of rows)
    await save(tx, workspaceId, [row], {
      attempts: row.attempts,
      ...until,
      ...(isResumed
        ? {}
        : { state: "pending", partOf: null, shape: "own", attemptedAt: row.attemptedAt }),
      ...(!isResumed && !wait.isOnlyThis && held(row)),
    });
  await askAgainIn(context.deps, tx, to, wait.seconds);
}

const NO_WAIT = {} as const;
/** Why it waited before: so that it is summed up with the others when its turn comes. */
const held = ({ held: why, notBefore }: Row) => ({ held: why, notBefore });

function waitUntil({ deps, machine }: DeliveryContext, seconds: number) {
  const ms = seconds * 1000;
  return {
    held: "retry" as const,
    notBefore: new Date(deps.clock.now().getTime() + ms),
    retryAt: new Date(machine.now().getTime() + ms),
  };
}

/** Writes what became of a step. */
export async function noteOutcome(
  context: DeliveryContext,
  tx: Tx,
  to: Recipient,
  step: Step,
  outcome: Outcome,
): Promise<void> {
  const { deps } = context;
  const { workspaceId } = to;
  const rows = step.do === "edit" ? step.rows : [step.head, ...step.rest];
  switch (outcome.kind) {
    case "sent": {
      const { channel, ts, complaint } = outcome.at;
      await save(tx, workspaceId, rows, {
        state: "sent",
        channelId: channel,
        messageTs: ts,
        lastError: complaint ?? null,
        sentAt: deps.clock.now(),
      });
      return;
    }
    case "gone":
      if (step.do === "edit")
        await save(tx, workspaceId, [step.head], { isClosed: true, messageTs: null });
      return unnote(context, tx, to, step, { seconds: 0, isOnlyThis: false });
    case "wait":
      return unnote(context, tx, to, step, { seconds: outcome.seconds, isOnlyThis: true });
    case "failed":
      return noteFailure(context, tx, to, rows, outcome);
  }
}

async function noteFailure(
  context: DeliveryContext,
  tx: Tx,
  to: Recipient,
  rows: readonly Row[],
  { reason, isFinal }: Outcome & { kind: "failed" },
): Promise<void> {
  const { deps } = context;
  const tries = Math.max(...rows.map((row) => row.attempts)) + 1;
  if (!isFinal && tries < MOST_ATTEMPTS) {
    const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (tries - 1));
    // Spread, so that what failed together does not come back together.
    const seconds = wait * (1 + Math.random() / 2);
    await save(tx, to.workspaceId, rows, { lastError: reason, ...waitUntil(context, seconds) });
    return askAgainIn(deps, tx, to, seconds);
  }
  await save(tx, to.workspaceId, rows, { state: "failed", lastError: reason });
  deps.log.error({ ...to, kinds: rows.map((row) => row.kind), reason }, "Notifications failed");
  for (const row of rows)
    await context.onUndeliverable(tx, {
      ...to,
      kind: row.kind,
      dedupeKey: row.dedupeKey,
      payload: row.payload,
      reason,
    });
}
