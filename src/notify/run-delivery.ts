import type { Tx } from "../db/client.ts";
import { inWorkspace } from "../db/workspace.ts";
import { dayOf, startOfDay } from "../kernel/dates.ts";
import { compose } from "./compose.ts";
import type { Reader } from "./define-notification.ts";
import type { DeliveryContext } from "./delivery.ts";
import { askAgain, askAgainIn, noteOutcome, unnote } from "./note-outcome.ts";
import {
  type Busy,
  giveLeaseBack,
  keepLease,
  listHeads,
  listParts,
  listShown,
  listTold,
  listWaiting,
  MOST_ROWS,
  noteSending,
  type Recipient,
  save,
  takeLease,
} from "./outbox.ts";
import { nextTurn, PATIENCE_MS, silentUntil } from "./pacing.ts";
import { plan, type Row, type Step } from "./plan.ts";
import { readPreferences } from "./preferences.ts";
import { editMessage, failureOf, type Outcome, sendMessage } from "./send.ts";

/** A run holds its lease that long past its last step: longer than a step takes, its waits included. */
const LEASE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What a run that has the lease knows. */
type Run = {
  to: Recipient;
  by: string;
  reader: Reader | null;
  busyUntil: number;
  steps: Step[];
  signal: AbortSignal;
};

/**
 * Sends what waits for one recipient, as its only writer among all processes. Before Slack is asked, what it is asked for
 * is noted as `sending`; whoever finds that note after a crash looks in the conversation first.
 * @returns whether to look again: something came meanwhile
 */
export async function runDelivery(
  context: DeliveryContext,
  to: Recipient,
  signal: AbortSignal,
): Promise<boolean> {
  const { deps, machine } = context;
  const began = await inWorkspace(deps.db, to.workspaceId, (tx) => begin(context, tx, to, signal));
  if (!began.run) return began.again;
  const { run } = began;
  let isWanted = false;
  for (const [i, step] of run.steps.entries()) {
    const next = run.steps[i + 1] ?? "give back";
    const late = step.do === "edit" ? context.edits.spend(to.workspaceId) : 0;
    if (late > 0) {
      isWanted = await settle(context, run, next, (tx) =>
        unnote(context, tx, to, step, { seconds: late / 1000, isOnlyThis: true }),
      );
      continue;
    }
    const turn = nextTurn(run.busyUntil, machine.now().getTime());
    const wait = turn.at - machine.now().getTime();
    if (wait > 0 && wait <= PATIENCE_MS) await context.pass(wait, signal);
    if (wait > PATIENCE_MS || signal.aborted) {
      await leave(context, run, step, wait / 1000);
      return false;
    }
    run.busyUntil = turn.takenUntil;
    const outcome = await perform(context, run, step);
    if (outcome.kind === "wait" && step.do === "post") {
      run.busyUntil = silentUntil(run.busyUntil, machine.now().getTime(), outcome.seconds * 1000);
      await leave(context, run, step, outcome.seconds);
      return false;
    }
    if (outcome.kind === "wait") context.edits.pause(to.workspaceId, outcome.seconds * 1000);
    isWanted = await settle(context, run, next, (tx) =>
      noteOutcome(context, tx, to, step, outcome),
    );
  }
  return isWanted || began.again;
}

async function begin(
  context: DeliveryContext,
  tx: Tx,
  to: Recipient,
  signal: AbortSignal,
): Promise<{ run: Run | null; again: boolean }> {
  const { deps, machine, kinds } = context;
  const machineNow = machine.now();
  const by = crypto.randomUUID();
  const lease = { by, now: machineNow, until: new Date(machineNow.getTime() + LEASE_MS) };
  const [taken, rows, reader] = await Promise.all([
    takeLease(tx, to, lease),
    listWaiting(tx, to),
    context.findReader(tx, to.workspaceId, to.recipient),
  ]);
  if (!taken) return { run: null, again: false };
  // Whichever clock gets there first.
  const busyMs = Math.min(
    (taken.busyUntil?.getTime() ?? 0) - machineNow.getTime(),
    (taken.busyUntilClock?.getTime() ?? 0) - deps.clock.now().getTime(),
  );
  const busyUntil = machineNow.getTime() + Math.max(0, busyMs);
  const run: Run = { to, by, reader: null, busyUntil, steps: [], signal };
  if (rows.length === 0) return { run: null, again: await giveBack(context, tx, run) };
  const now = deps.clock.now();
  run.reader = reader && { ...reader, now };
  const preferences = reader?.slackUserId
    ? await readPreferences(tx, to.workspaceId, reader.slackUserId, reader.workDays ?? null)
    : null;
  const timeZone = reader?.timeZone ?? "UTC";
  const since = Math.min(
    startOfDay(dayOf(now, timeZone), timeZone).getTime(),
    now.getTime() - HOUR_MS,
  );
  const joined = [...new Set(rows.flatMap((row) => (row.partOf === null ? [] : [row.partOf])))];
  const heads = await listHeads(tx, to, new Date(since), joined);
  const subjects = [...new Set(rows.flatMap((row) => (row.subject === null ? [] : [row.subject])))];
  const told = heads.some((head) => head.shape === "burst")
    ? await listTold(tx, to, new Date(since), subjects)
    : [];
  const revised = rows.flatMap((row) => (row.revises === null ? [] : [row.revises]));
  const shown = await listShown(tx, to, revised);
  const { slackUserId = null } = reader ?? {};
  const waited = rows.some((row) => row.held === "quiet" || row.held === "summary");
  const morning =
    waited && slackUserId !== null
      ? await context.nextMorning(tx, { workspaceId: to.workspaceId, slackUserId, now })
      : null;
  const made = plan({
    rows,
    heads,
    told,
    shown,
    reader,
    preferences,
    morning,
    kinds,
    now,
    machineNow,
  });
  for (const { rows: some, reason } of made.skips)
    await save(tx, to.workspaceId, some, { state: "skipped", lastError: reason });
  for (const { rows: some, until, why } of made.holds) {
    await save(tx, to.workspaceId, some, { held: why, notBefore: until });
    await askAgain(deps, tx, to, until);
  }
  if (made.retryInMs !== null) await askAgainIn(deps, tx, to, made.retryInMs / 1000);
  run.steps = made.steps;
  const [first] = made.steps;
  if (!first) return { run: null, again: await giveBack(context, tx, run) };
  await note(context, tx, to, first);
  return { run, again: made.isMore || rows.length === MOST_ROWS };
}

/** Notes that Slack is about to be asked for this. */
async function note(context: DeliveryContext, tx: Tx, to: Recipient, step: Step): Promise<void> {
  const at = context.deps.clock.now();
  const { workspaceId } = to;
  if (step.do === "edit")
    return noteSending(tx, workspaceId, step.rows, { partOf: step.head.dedupeKey, at });
  await noteSending(tx, workspaceId, [step.head], { partOf: null, at });
  if (step.shape !== "own") await save(tx, workspaceId, [step.head], { shape: step.shape });
  if (step.rest.length > 0)
    await noteSending(tx, workspaceId, step.rest, { partOf: step.head.dedupeKey, at });
}

/**
 * Writes how a step went and that the next one is begun, in one transaction; after the last one the lease is given back.
 * @returns whether somebody came meanwhile
 */
function settle(
  context: DeliveryContext,
  run: Run,
  next: Step | "keep" | "give back",
  work: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const { to, by } = run;
  const until = new Date(context.machine.now().getTime() + LEASE_MS);
  return inWorkspace(context.deps.db, to.workspaceId, async (tx) => {
    const lease = { by, until, ...busyOf(context, run) };
    // Sent one behind the other without waiting for the answers. If the lease turns out to be lost, all is rolled back.
    const [kept, done, noted] = await Promise.allSettled([
      keepLease(tx, to, lease),
      work(tx),
      typeof next === "string" ? null : note(context, tx, to, next),
    ]);
    if (kept.status === "rejected") throw kept.reason;
    if (!kept.value) throw new LeaseLost();
    for (const each of [done, noted]) if (each.status === "rejected") throw each.reason;
    return next === "give back" && (await giveBack(context, tx, run));
  });
}

/** Another run took over because this one was silent for too long. What is noted as `sending` is found by that one. */
class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  constructor() {
    super("The lease on a recipient was lost: sending took too long.");
  }
}

/** Ends the run before this step, and has somebody come back for it. */
function leave(context: DeliveryContext, run: Run, step: Step, seconds: number): Promise<void> {
  const { deps } = context;
  return inWorkspace(deps.db, run.to.workspaceId, async (tx) => {
    await unnote(context, tx, run.to, step, { seconds, isOnlyThis: false });
    await giveBack(context, tx, run);
  });
}

function giveBack(context: DeliveryContext, tx: Tx, run: Run): Promise<boolean> {
  return giveLeaseBack(tx, run.to, { by: run.by, ...busyOf(context, run) });
}

function busyOf({ deps, machine }: DeliveryContext, { busyUntil }: Run): Busy {
  const ahead = busyUntil - machine.now().getTime();
  return {
    busyUntil: new Date(busyUntil),
    busyUntilClock: new Date(deps.clock.now().getTime() + ahead),
  };
}

async function perform(context: DeliveryContext, run: Run, step: Step): Promise<Outcome> {
  const { deps, kinds, gate } = context;
  const { to, reader } = run;
  if (!reader) return { kind: "failed", reason: "no reader", isFinal: true };
  try {
    const client = await deps.slack.client(to.workspaceId);
    if (step.do === "post") return await sendPost(context, run, step, reader);
    const parts = await inWorkspace(deps.db, to.workspaceId, (tx) =>
      listParts(tx, to.workspaceId, step.head.dedupeKey),
    );
    const { head } = step;
    const message = compose(kinds, [...parts, ...step.rows], head.shape, reader);
    const at = { channel: head.channelId ?? to.recipient, ts: head.messageTs ?? "" };
    return await gate(() => editMessage(client, at, head.dedupeKey, message));
  } catch (error) {
    return failureOf(error);
  }
}

/** Posts the message, unless it is there already, and then what belongs into its thread, each once. */
async function sendPost(
  context: DeliveryContext,
  run: Run,
  step: Step & { do: "post" },
  reader: Reader,
): Promise<Outcome> {
  const { deps, kinds, gate } = context;
  const { head } = step;
  const { recipient, workspaceId } = run.to;
  const client = await deps.slack.client(workspaceId);
  const message = compose(kinds, [head, ...step.rest], step.shape, reader);
  const maybeSince = step.isResumed ? (head.attemptedAt ?? head.createdAt) : null;
  const known = head.channelId !== null && head.messageTs !== null;
  const place = known ? { channel: head.channelId ?? "", ts: head.messageTs ?? "" } : null;
  const outcome: Outcome = place
    ? { kind: "sent", at: place }
    : await gate(() =>
        sendMessage(
          client,
          { recipient, threadTs: head.threadTs, key: head.dedupeKey, maybeSince },
          message,
        ),
      );
  if (outcome.kind !== "sent" || !message.thread?.length) return outcome;
  const keep = (changes: Partial<Row>) =>
    settle(context, run, "keep", (tx) => save(tx, workspaceId, [head], changes));
  const { channel, ts } = outcome.at;
  if (!place) await keep({ channelId: channel, messageTs: ts });
  for (const [n, reply] of message.thread.entries()) {
    if (n < head.replies) continue;
    const key = `${head.dedupeKey}#${n + 1}`;
    const threadTs = head.threadTs ?? ts;
    // Only the first may be there already: each is noted before the next is posted.
    const turn = nextTurn(run.busyUntil, context.machine.now().getTime());
    const wait = turn.at - context.machine.now().getTime();
    if (wait > 0) await context.pass(wait, run.signal);
    run.busyUntil = turn.takenUntil;
    const replied = await gate(() =>
      sendMessage(
        client,
        { recipient: channel, threadTs, key, maybeSince: n === head.replies ? maybeSince : null },
        reply,
      ),
    );
    if (replied.kind !== "sent") return replied;
    await keep({ replies: n + 1 });
  }
  return outcome;
}
