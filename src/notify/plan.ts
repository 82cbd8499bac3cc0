import { addDays, at, dayOf } from "../kernel/dates.ts";
import type { Kinds } from "./compose.ts";
import type { Reader } from "./define-notification.ts";
import { bySubject, type Group, inOrder, mergeHeld } from "./groups.ts";
import { type Preferences, wants } from "./preferences.ts";
import { nextAllowed } from "./quiet.ts";
import type { Hold, notifications, Shape } from "./schema.ts";

export type Row = typeof notifications.$inferSelect;

/** What is to be done at Slack, in this order. */
export type Step =
  | { do: "post"; head: Row; rest: Row[]; shape: Shape; isResumed: boolean }
  /** `rows` join a message that is there. */
  | { do: "edit"; head: Row; rows: Row[] };

/** What becomes of everything that waits for one reader. */
export type Plan = {
  skips: { rows: Row[]; reason: string }[];
  holds: { rows: Row[]; until: Date; why: Hold }[];
  steps: Step[];
  /** Milliseconds until the first of those that wait for another try. */
  retryInMs: number | null;
  /** Some news wait only for a message of these steps, to become part of it. */
  isMore: boolean;
};

/** All that the plan for one reader is made of. */
export type Situation = {
  /** What is not sent yet, in the order it was told. */
  rows: readonly Row[];
  /** Messages that are there: those of the reader's day and of this hour, and those that waiting rows are part of. */
  heads: readonly Row[];
  /** In which of those messages a subject is told of, beside its own. */
  told: readonly { topic: string; subject: string | null; partOf: string | null }[];
  /** The messages that show the news which waiting rows revise, by the news' keys. */
  shown: ReadonlyMap<string, Row>;
  /** Null when nobody is to be written to there. */
  reader: Reader | null;
  /** Null for a channel: it has neither hours nor a number of messages. */
  preferences: Preferences | null;
  /** When the reader's own morning message is to come, if that is soon: what waited for the end of the night goes with it. */
  morning: Date | null;
  kinds: Kinds;
  now: Date;
  /** The machine's time, which nobody moves. */
  machineNow: Date;
};

const HOUR_MS = 3_600_000;
/** From that many messages of one kind at a time, or within some minutes, they are one. */
const BURST_FROM = 4;
const BURST_MS = 5 * 60_000;
/** How long news of a kind join the burst before them. */
const BURST_LASTS_MS = 10 * 60_000;
/** The morning message is written at its moment and here within this time, if there is anything to say. */
const MORNING_LASTS_MS = 60_000;
/** Decides what is sent, edited, held back or dropped. Knows no clock and no database. */
export function plan(situation: Situation): Plan {
  const { rows, reader } = situation;
  const made: Plan = { skips: [], holds: [], steps: [], retryInMs: null, isMore: false };
  if (!reader) {
    if (rows.length > 0) made.skips.push({ rows: [...rows], reason: "no reader" });
    return made;
  }
  const taken = resume(situation, made);
  const ready = rows.filter((row) => !taken.has(row) && isReady(row, situation, made));
  const groups = mergeBursts(bySubject(revise(ready, situation, made)), situation, made);
  spend(mergeHeld(groups, situation.kinds), situation, made);
  return made;
}

/**
 * News that bring a message up to date are never posted by themselves: they join it where it stands, go out with it when it
 * waits too, or are dropped when it never went out.
 * @returns what is left to be posted
 */
function revise(ready: readonly Row[], { rows, shown }: Situation, made: Plan): Row[] {
  const waiting = new Map(rows.map((row) => [row.dedupeKey, row]));
  return ready.filter((row) => {
    if (row.revises === null) return true;
    const original = waiting.get(row.revises);
    if (original) {
      const isTogether = ready.includes(original);
      if (!isTogether && made.steps.length > 0) made.isMore = true;
      return isTogether;
    }
    const head = shown.get(row.revises);
    if (head) join(made, head, [row]);
    else made.skips.push({ rows: [row], reason: "what it revises was not sent" });
    return false;
  });
}

/** What Slack may have already comes first: it is looked for and finished as it was begun. */
function resume(situation: Situation, made: Plan): ReadonlySet<Row> {
  const { rows, heads } = situation;
  const taken = new Set<Row>();
  const headOf = new Map(heads.map((head) => [head.dedupeKey, head]));
  for (const row of rows) {
    if (row.state !== "sending" || row.partOf !== null) continue;
    const rest = rows.filter((each) => each.partOf === row.dedupeKey);
    for (const each of [row, ...rest]) taken.add(each);
    if (isRetried(row, situation, made))
      made.steps.push({ do: "post", head: row, rest, shape: row.shape, isResumed: true });
  }
  for (const row of rows) {
    const head = row.partOf === null ? undefined : headOf.get(row.partOf);
    if (!head || taken.has(row)) continue;
    taken.add(row);
    if (isRetried(row, situation, made)) join(made, head, [row]);
  }
  return taken;
}

function join(made: Plan, head: Row, rows: readonly Row[]): void {
  const known = made.steps.find(
    (step) => step.do === "edit" && step.head.dedupeKey === head.dedupeKey,
  );
  if (known?.do === "edit") known.rows = [...known.rows, ...rows].sort((a, b) => a.seq - b.seq);
  else made.steps.push({ do: "edit", head, rows: [...rows] });
}

function isRetried(row: Row, { now, machineNow }: Situation, made: Plan): boolean {
  if (row.held !== "retry") return true;
  const waits = [
    (row.notBefore?.getTime() ?? 0) - now.getTime(),
    (row.retryAt?.getTime() ?? 0) - machineNow.getTime(),
  ];
  // Whichever clock gets there first: one may stand still, the other may be moved.
  const wait = Math.min(...waits);
  if (wait <= 0) return true;
  made.retryInMs = Math.min(made.retryInMs ?? wait, wait);
  return false;
}

function isReady(row: Row, situation: Situation, made: Plan): boolean {
  const { now, preferences, reader, kinds } = situation;
  const hold = (until: Date, why: Hold) => {
    const same = made.holds.find(
      (each) => each.why === why && each.until.getTime() === until.getTime(),
    );
    if (same) same.rows.push(row);
    else made.holds.push({ rows: [row], until, why });
    return false;
  };
  if (!isRetried(row, situation, made)) return false;
  // An edit pings nobody.
  if (row.revises !== null) return true;
  if (!preferences || !reader) return true;
  if (!wants(preferences, row.topic)) {
    made.skips.push({ rows: [row], reason: `${row.topic} is switched off` });
    return false;
  }
  const definition = kinds.get(row.kind);
  const hours = { ...preferences, timeZone: reader.timeZone };
  const allowed = definition?.throughQuiet(row.payload) ? now : nextAllowed(now, hours);
  if (allowed > now) return hold(allowed, "quiet");
  if (row.held === "budget" && row.notBefore && row.notBefore > now)
    return hold(row.notBefore, "budget");
  const withMorning = morningEnds(situation);
  if (definition?.urgency !== "summary")
    return row.held === "quiet" && withMorning ? hold(withMorning, "quiet") : true;
  const isDue = row.held === "summary" && row.notBefore !== null && row.notBefore <= now;
  if (situation.rows.some((each) => kinds.get(each.kind)?.gathers)) return true;
  if (isDue) return withMorning ? hold(withMorning, "summary") : true;
  return hold(row.notBefore ?? morningAfter(now, hours), "summary");
}

/** Until when what is to go with the morning message waits for it; null when there is none to wait for. */
function morningEnds({ morning, preferences, now }: Situation): Date | null {
  if (!morning || !preferences || !wants(preferences, "morning")) return null;
  const until = new Date(morning.getTime() + MORNING_LASTS_MS);
  return until > now ? until : null;
}

function morningAfter(now: Date, hours: Parameters<typeof nextAllowed>[1]): Date {
  const time = hours.quietFrom === hours.quietTo ? "08:00" : hours.quietTo;
  const today = dayOf(now, hours.timeZone);
  const next = at(today, time, hours.timeZone);
  return nextAllowed(next > now ? next : at(addDays(today, 1), time, hours.timeZone), hours);
}

/** Sorts out what joins a message of the day, and makes one of many of a kind. */
function mergeBursts(groups: readonly Group[], situation: Situation, made: Plan): Group[] {
  const { rows, heads, reader, now, kinds, preferences } = situation;
  const today = dayOf(now, reader?.timeZone ?? "UTC");
  const ofToday = heads.filter(
    (head) =>
      !head.isClosed &&
      head.messageTs !== null &&
      head.threadTs === null &&
      head.sentAt !== null &&
      dayOf(head.sentAt, reader?.timeZone ?? "UTC") === today,
  );
  const rest: Group[] = [];
  const loose = new Map<string, Group[]>();
  const posting = new Set(
    rows.flatMap((row) => (row.state === "sending" && row.partOf === null ? [row.dedupeKey] : [])),
  );
  const underWay = new Set(
    rows.flatMap((row) =>
      posting.has(row.partOf ?? row.dedupeKey) && row.subject !== null
        ? [`${row.topic} ${row.subject}`]
        : [],
    ),
  );
  for (const group of groups) {
    const [row] = group.rows;
    if (!row) continue;
    if (row.threadTs === null && underWay.has(`${row.topic} ${row.subject}`)) {
      // It may be there already or come with the next try: then this is a line of it.
      made.isMore = made.steps.length > 0;
      continue;
    }
    const head =
      row.subject === null || row.threadTs !== null
        ? undefined
        : messageOf(row, ofToday, situation.told);
    const definition = kinds.get(row.kind);
    const isOfOneKind = group.rows.every((each) => each.kind === row.kind);
    const mayBurst =
      preferences && isOfOneKind && definition?.isMerged && definition.urgency === "soon";
    if (head) join(made, head, group.rows);
    else if (mayBurst) loose.set(row.kind, [...(loose.get(row.kind) ?? []), group]);
    else rest.push(group);
  }
  for (const [kind, some] of loose) {
    const rows = some.flatMap((group) => group.rows).sort((a, b) => a.seq - b.seq);
    const before = ofToday.filter((head) => head.kind === kind && head.sentAt);
    const since = (ms: number) => (head: Row) =>
      now.getTime() - (head.sentAt?.getTime() ?? 0) <= ms;
    const burst = before.findLast((head) => head.shape === "burst" && since(BURST_LASTS_MS)(head));
    const recent = before.filter(since(BURST_MS)).length;
    if (burst) join(made, burst, rows);
    else if (some.length + recent >= BURST_FROM) rest.push({ rows, shape: "burst" });
    else rest.push(...some);
  }
  return rest.sort(inOrder);
}

/** The message of the day that tells of the row's subject: its own, or the burst it was part of. */
function messageOf(row: Row, heads: readonly Row[], told: Situation["told"]): Row | undefined {
  const isOf = (each: { topic: string; subject: string | null }) =>
    each.topic === row.topic && each.subject === row.subject;
  const own = heads.findLast((head) => head.shape === "own" && isOf(head));
  if (own) return own;
  const keys = new Set(told.filter(isOf).map((each) => each.partOf));
  return heads.findLast(
    (head) =>
      head.shape === "burst" && head.kind === row.kind && (isOf(head) || keys.has(head.dedupeKey)),
  );
}

/** A person gets so many messages an hour; what is beyond waits for its end. */
function spend(groups: readonly Group[], situation: Situation, made: Plan): void {
  const { now, heads, preferences, kinds } = situation;
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  let sent = heads.filter((head) => head.sentAt && head.sentAt.getTime() >= hour).length;
  sent += made.steps.filter((step) => step.do === "post").length;
  const held: Row[] = [];
  for (const { rows, shape } of groups) {
    const [head, ...rest] = rows;
    if (!head) continue;
    const isUrgent = shape === "summary" || kinds.get(head.kind)?.urgency === "now";
    if (preferences && !isUrgent && sent >= preferences.perHour) held.push(...rows);
    else {
      sent += 1;
      made.steps.push({ do: "post", head, rest, shape, isResumed: false });
    }
  }
  if (held.length > 0)
    made.holds.push({ rows: held, until: new Date(hour + HOUR_MS), why: "budget" });
}
