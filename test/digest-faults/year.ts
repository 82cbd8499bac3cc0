import { setTimeout as sleep } from "node:timers/promises";
import { slotsBetween } from "../../src/features/digest/domain/slots.ts";
import { type Plan, rhythmOf } from "../../src/features/digest/domain/subscription.ts";
import type { FaultInput } from "../../src/sandbox/engine/faults.ts";
import type { Fleet } from "./fleet.ts";

/** A subscription of the story: its own channel and its own zone. */
export type Told = Plan & { id: number; channel: string; timeZone: string };

/** What goes wrong at a step. */
export type Trouble =
  | { kind: "kill"; process: number; afterMs: number }
  | { kind: "fault"; fault: FaultInput }
  /** All processes die, and come back so many minutes later. */
  | { kind: "outage"; minutes: number }
  | { kind: "restart"; restart(): Promise<void> };

/** How a story went: what was due, and what is wrong with what came. */
export type Outcome = {
  slots: number;
  sent: number;
  /** Slots no process could have written in time; all of them are noted as skipped. */
  skipped: number;
  kills: number;
  /** How often the database was restarted under the processes. */
  restarts: number;
  /** Slack's answers that were asked to go wrong, by what was wrong with them. */
  faults: Record<string, number>;
  duplicates: string[];
  lost: string[];
  early: string[];
  late: string[];
};

const GRACE_MS = 2 * 3_600_000;
/** Seconds after which the queue gives a dead process's job to another, and some more. */
const EXPIRED_MS = 130_000;
const QUIET_MS = 800;
const POLL_MS = 20;
const PATIENCE = 25;

/** Makes the subscriptions, owned by somebody who may see everything. */
export async function subscribeAll(fleet: Fleet, told: readonly Told[]): Promise<void> {
  const { sql, sandbox } = fleet;
  const workspace = sandbox.teamId;
  const now = fleet.now();
  await sql`insert into people (workspace_id, id, slack_user_id, name, name_key, roles, created_at)
    values (${workspace}, 1, 'U0NOBODY', 'Owner', 'owner', '{admin}', ${now})`;
  await sql`insert into digest_subscriptions ${sql(
    told.map((one) => ({
      workspace_id: workspace,
      id: one.id,
      kind: "digest",
      channel_id: one.channel,
      scope: "all",
      cadence: one.cadence,
      weekday: one.weekday,
      monthday: one.monthday,
      time_of_day: one.time,
      time_zone: one.timeZone,
      owner_id: 1,
      state: "active",
      since: now,
      created_at: now,
      updated_at: now,
    })),
  )}`;
}

type DueSlot = { key: string; id: number; at: Date; channel: string };

/** Every slot of these subscriptions between two moments, soonest first. */
export function slotsOf(told: readonly Told[], from: Date, to: Date): DueSlot[] {
  return told
    .flatMap((one) =>
      slotsBetween(rhythmOf(one, one.timeZone, []), from, to).map(({ at }) => ({
        key: `digest:${one.id}:${at.toISOString()}`,
        id: one.id,
        at,
        channel: one.channel,
      })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * Lets the time pass from slot to slot, with trouble on the way, and looks at the end what stands in the channels.
 * @param trouble what goes wrong at a moment at which something is due
 */
export async function passTime(
  fleet: Fleet,
  told: readonly Told[],
  { from, to }: { from: Date; to: Date },
  trouble: (step: number) => readonly Trouble[],
  report: (line: string) => void = () => {},
): Promise<Outcome> {
  const due = slotsOf(told, from, to);
  const course: Course = { due, done: 0 };
  const moments = [...new Set(due.map((slot) => slot.at.getTime()))];
  const outages: { from: number; to: number }[] = [];
  const faults: Record<string, number> = {};
  let restarts = 0;
  const began = performance.now();
  for (const [step, moment] of moments.entries()) {
    const waiting: Promise<unknown>[] = [];
    for (const one of trouble(step)) {
      if (one.kind === "fault") {
        faults[one.fault.kind] = (faults[one.fault.kind] ?? 0) + 1;
        fleet.sandbox.fault(one.fault);
      } else if (one.kind === "kill")
        waiting.push(sleep(one.afterMs).then(() => fleet.kill(one.process)));
      else if (one.kind === "restart") {
        restarts += 1;
        waiting.push(one.restart());
      } else {
        fleet.killAll();
        outages.push({ from: fleet.now().getTime(), to: moment + one.minutes * 60_000 });
        await fleet.moveTo(new Date(moment + one.minutes * 60_000));
        await fleet.startAll();
      }
    }
    await fleet.moveTo(new Date(moment));
    fleet.tick();
    await Promise.all(waiting);
    await decided(fleet, course);
    if (step % 100 === 99)
      report(
        `${step + 1} of ${moments.length} moments, ${fleet.kills()} kills, ${Math.round((performance.now() - began) / 1000)} s`,
      );
  }
  fleet.sandbox.fault({ kind: "clear" });
  await decided(fleet, course);
  return judge(fleet, due, outages, { faults, restarts });
}

/** The slots in order, and how many of them are known to be decided. */
type Course = { due: readonly DueSlot[]; done: number };

/** Waits until everything that is due is decided and has arrived; helps when what a dead process had is in the way. */
async function decided(fleet: Fleet, course: Course): Promise<void> {
  let quiet = performance.now();
  let seen = "";
  for (let rescues = 0; ; ) {
    const now = fleet.now();
    const { left, moving } = await openWork(fleet, course, now).catch(() => AWAY);
    if (left === "") {
      course.done = dueBy(course, now);
      return;
    }
    if (left + moving !== seen) {
      seen = left + moving;
      quiet = performance.now();
    }
    // A busy machine is given more time each time.
    if (performance.now() - quiet > QUIET_MS * (1 + rescues)) {
      rescues += 1;
      if (rescues > PATIENCE) throw new Error(`This does not come to an end: ${left} ${moving}`);
      // Nobody alive is at work: what is open belongs to the dead, or waits for its next try.
      await fleet.complete();
      await fleet.moveTo(new Date(fleet.now().getTime() + EXPIRED_MS));
      await fleet.supervise();
      fleet.tick();
      quiet = performance.now();
    }
    await sleep(POLL_MS);
  }
}

const AWAY = { left: "the database is away", moving: "" };

/** How many slots are due by a moment. */
function dueBy({ due, done }: Course, now: Date): number {
  let count = done;
  while ((due[count]?.at ?? new Date(8.64e15)) <= now) count += 1;
  return count;
}

/** What is not finished yet, empty when all is done; and the jobs at work on it. Both change when anything moves on. */
async function openWork({ sql, sandbox }: Fleet, course: Course, now: Date) {
  const expected = course.due.slice(course.done, dueBy(course, now));
  const [row] = await sql<{ jobs: string | null; messages: string | null; decided: number }[]>`
    select (select string_agg(name || state || retry_count, ' ' order by id) from pgboss.job
        where name in ('digest.tick', 'digest.write') and state < 'completed' and start_after <= ${now}) as jobs,
      (select string_agg(dedupe_key || state || attempts, ' ' order by dedupe_key) from notifications
        where workspace_id = ${sandbox.teamId} and state in ('pending', 'sending')) as messages,
      (select count(*)::int from unnest(${expected.map((slot) => slot.id)}::int[],
          ${expected.map((slot) => slot.at.toISOString())}::timestamptz[]) e (id, at)
        join digest_slots s on s.workspace_id = ${sandbox.teamId} and s.subscription_id = e.id and s.slot = e.at
        where s.state <> 'claimed') as decided`;
  const undecided = expected.length - (row?.decided ?? 0);
  const left = [row?.messages, undecided > 0 ? `${undecided} undecided` : null].filter(Boolean);
  return { left: left.join(" "), moving: row?.jobs ?? "" };
}

async function judge(
  fleet: Fleet,
  due: readonly DueSlot[],
  outages: readonly { from: number; to: number }[],
  trouble: Pick<Outcome, "faults" | "restarts">,
): Promise<Outcome> {
  const posted = new Map<string, Date[]>();
  for (const channel of new Set(due.map((slot) => slot.channel)))
    for (const { key, at } of await fleet.posted(channel))
      posted.set(key, [...(posted.get(key) ?? []), at]);
  const skips = new Set(
    (
      await fleet.sql<{ id: number; slot: Date }[]>`
        select subscription_id as id, slot from digest_slots where state = 'skipped'`
    ).map(({ id, slot }) => `digest:${id}:${new Date(slot).toISOString()}`),
  );
  const wasDown = ({ at }: DueSlot) =>
    outages.some((one) => one.from <= at.getTime() && at.getTime() + GRACE_MS <= one.to);
  const outcome: Outcome = {
    slots: due.length,
    sent: 0,
    skipped: 0,
    kills: fleet.kills(),
    ...trouble,
    duplicates: [],
    lost: [],
    early: [],
    late: [],
  };
  const known = new Set(due.map(({ key }) => key));
  for (const key of posted.keys())
    if (!known.has(key)) outcome.early.push(`${key}, not due at all`);
  for (const slot of due) {
    const times = posted.get(slot.key) ?? [];
    const [first] = times;
    if (first === undefined) {
      if (wasDown(slot) && skips.has(slot.key)) outcome.skipped += 1;
      else outcome.lost.push(slot.key);
      continue;
    }
    outcome.sent += 1;
    if (times.length > 1) outcome.duplicates.push(slot.key);
    // Slack's times have microseconds, ours milliseconds.
    if (first.getTime() < slot.at.getTime() - 1) outcome.early.push(slot.key);
    if (first.getTime() > slot.at.getTime() + GRACE_MS) outcome.late.push(slot.key);
  }
  return outcome;
}
