import { capitalize, joinWords, plural } from "../../../kernel/text.ts";
import { type ObjectionType, typeName } from "./objection.ts";
import type { Play } from "./play.ts";
import { ENOUGH, type PlayRecord, rate } from "./record.ts";

/** How the objections of one type went. */
export type TypeStats = {
  type: ObjectionType;
  logged: number;
  /** Of these, settled ones, and those that were resolved. */
  settled: number;
  resolved: number;
  /** Closed deals that had such an objection, and the won ones. */
  closed: number;
  won: number;
};

/** A play with how it did. */
export type PlayStats = { play: Play; record: PlayRecord };

/** All types together; deals are counted by the one who asks, since a deal may have objections of several types. */
export function totalOf(
  stats: readonly TypeStats[],
): Pick<TypeStats, "logged" | "settled" | "resolved"> {
  const sum = (key: "logged" | "settled" | "resolved") =>
    stats.reduce((total, one) => total + one[key], 0);
  return { logged: sum("logged"), settled: sum("settled"), resolved: sum("resolved") };
}

/** What to see in the numbers by type, in one sentence: what comes most often, and what is lost most often. */
export function typesSentence(stats: readonly TypeStats[]): string {
  const { logged, settled, resolved } = totalOf(stats);
  if (logged === 0) return "No objections yet.";
  const percent = rate(resolved, settled);
  const overall =
    percent === null
      ? `too few are settled to say how well they are answered (${settled} of ${ENOUGH})`
      : `${percent}% of ${settled} settled were resolved`;
  const [worst] = stats
    .filter((one) => rate(one.resolved, one.settled) !== null)
    .toSorted((a, b) => a.resolved / a.settled - b.resolved / b.settled);
  const weak =
    worst && percent !== null && (rate(worst.resolved, worst.settled) ?? 100) < percent
      ? `; the hardest is ${typeName(worst.type)}, ${rate(worst.resolved, worst.settled)}%`
      : "";
  return `${mostWords(stats, logged)}; ${overall}${weak}.`;
}

/** "Pricing comes up most, 6 of 9 objections"; types that come up alike are none before the others. */
function mostWords(stats: readonly TypeStats[], logged: number): string {
  const most = Math.max(...stats.map((one) => one.logged));
  const first = stats.filter((one) => one.logged === most).map(({ type }) => typeName(type));
  const of = `${most} of ${plural(logged, "objection")}`;
  if (first.length === 1) return `${capitalize(first[0] ?? "")} comes up most, ${of}`;
  if (first.length === 2) return `${capitalize(joinWords(first, "and"))} come up most, ${of} each`;
  return `${plural(logged, "objection")}, and no type comes up more than the others`;
}

/** What to see in the numbers by play, in one sentence: the one that works best among those with enough cases. */
export function playsSentence(stats: readonly PlayStats[]): string {
  const known = stats.filter(({ record }) => record.settled >= ENOUGH);
  const [best] = known.toSorted(
    (a, b) => b.record.resolved / b.record.settled - a.record.resolved / a.record.settled,
  );
  const uses = stats.reduce((total, { record }) => total + record.used, 0);
  if (uses === 0) return "No play was used yet: “Use this play” on an objection starts its record.";
  if (!best)
    return `${plural(uses, "use")} so far, and no play with ${ENOUGH} settled objections: not enough data to name the best.`;
  const { resolved, settled } = best.record;
  return `${best.play.name} works best: ${resolved} of ${settled} objections resolved (${rate(resolved, settled)}%).`;
}
