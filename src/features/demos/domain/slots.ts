import { addDays, type Day, dayOf } from "../../../kernel/dates.ts";
import {
  addMinutes,
  blockOf,
  type Calendar,
  type Interval,
  overlaps,
  workingTimeOf,
} from "./calendar.ts";

/** A time a demo could take place. */
export type Slot = { startsAt: Date; endsAt: Date };

/** What a time is looked for, and among what. */
export type SlotRequest = {
  now: Date;
  minutes: number;
  preparationMinutes: number;
  se: Calendar;
  requester: Calendar;
  /** When the sales engineer is busy: other demos with the preparation before them. */
  busy: readonly Interval[];
  /** Around when the customer would like it. */
  preferredAt: Date | null;
};

/** Times to choose from, the first to come first; none when the next four weeks are full. */
export type Proposals = {
  slots: Slot[];
  /** Whether they lie in the requester's working hours as well. */
  suitsBoth: boolean;
};

const WANTED = 3;
const HORIZON_DAYS = 28;
/** How far before a wished day is looked. */
const LOOK_BACK_DAYS = 7;

/** People meet on the hour or half past. */
const STEP_MINUTES = 30;

/**
 * Up to three times for a demo. Each lies, with its preparation, in one working day of the sales engineer, and clashes with none of
 * their other demos or preparations; a preparation that is too long for that begins before the working day. If any time lies in the
 * requester's working hours too, only such are proposed. With a wish they are the nearest to it; without one they begin tomorrow at the
 * earliest, on different days where there are enough. None begins, or would have to be prepared, in the past.
 */
export function proposeSlots(request: SlotRequest): Proposals {
  const { now, se, preferredAt } = request;
  const wish = preferredAt && preferredAt > now ? preferredAt : null;
  const today = dayOf(now, se.timeZone);
  const tomorrow = addDays(today, 1);
  const around = wish ? addDays(dayOf(wish, se.timeZone), -LOOK_BACK_DAYS) : tomorrow;
  const first = [around, today].toSorted().at(-1) ?? today;
  const days = Array.from({ length: HORIZON_DAYS }, (_, i) => addDays(first, i));
  const all = days.flatMap((day) => slotsOn(day, request).map((slot) => ({ day, slot })));
  // Their days may begin and end on others than the sales engineer's. Worked out once: to ask a zone what time it is takes long.
  const theirs = [addDays(first, -1), ...days, addDays(first, HORIZON_DAYS)].flatMap(
    (day) => workingTimeOf(day, request.requester) ?? [],
  );
  const shared = all.filter(({ slot }) =>
    theirs.some(({ from, to }) => from <= slot.startsAt && slot.endsAt <= to),
  );
  const candidates = shared.length > 0 ? shared : all;
  const slots = wish
    ? nearest(
        candidates.map(({ slot }) => slot),
        wish,
      )
    : spread(candidates);
  return { slots, suitsBoth: shared.length > 0 };
}

/** Whether the sales engineer is free, preparation and all, at that time. Working hours don't matter here. */
export function isFreeAt(
  startsAt: Date,
  request: Pick<SlotRequest, "minutes" | "preparationMinutes" | "busy">,
): boolean {
  const { minutes, preparationMinutes } = request;
  const block = blockOf({ startsAt, minutes, preparationMinutes });
  return !request.busy.some((other) => overlaps(block, other));
}

function slotsOn(day: Day, request: SlotRequest): Slot[] {
  const { now, se, minutes, preparationMinutes } = request;
  const open = workingTimeOf(day, se);
  if (!open) return [];
  const fits = addMinutes(open.from, preparationMinutes + minutes) <= open.to;
  const earliest = fits ? addMinutes(open.from, preparationMinutes) : open.from;
  return startsIn(open, se.hours.from)
    .map((startsAt) => ({ startsAt, endsAt: addMinutes(startsAt, minutes) }))
    .filter(
      ({ startsAt, endsAt }) =>
        startsAt >= earliest &&
        endsAt <= open.to &&
        startsAt > now &&
        blockOf({ startsAt, minutes, preparationMinutes }).from >= now &&
        isFreeAt(startsAt, request),
    );
}

/** When one could begin: with the working day, and on each half hour in it. A change of clocks moves them by half hours at least. */
function startsIn({ from, to }: Interval, opens: string): Date[] {
  const past = Number(opens.slice(3)) % STEP_MINUTES;
  const next = past === 0 ? STEP_MINUTES : STEP_MINUTES - past;
  const starts = [from];
  for (let at = addMinutes(from, next); at < to; at = addMinutes(at, STEP_MINUTES)) starts.push(at);
  return starts;
}

/** The first time of each of the next days; later times of the same days where there are too few. */
function spread(candidates: readonly { day: Day; slot: Slot }[]): Slot[] {
  const firsts = candidates.filter(({ day }, i) => candidates[i - 1]?.day !== day);
  return apart([...firsts, ...candidates].map(({ slot }) => slot));
}

function nearest(slots: readonly Slot[], wish: Date): Slot[] {
  const distance = ({ startsAt }: Slot) => Math.abs(startsAt.getTime() - wish.getTime());
  return apart(
    slots.toSorted(
      (a, b) => distance(a) - distance(b) || a.startsAt.getTime() - b.startsAt.getTime(),
    ),
  );
}

/** The first three that don't overlap each other, in the order of time. */
function apart(slots: readonly Slot[]): Slot[] {
  const chosen: Slot[] = [];
  for (const slot of slots) {
    if (chosen.length === WANTED) break;
    const taken = chosen.some((one) => one.startsAt < slot.endsAt && slot.startsAt < one.endsAt);
    if (!taken) chosen.push(slot);
  }
  return chosen.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
