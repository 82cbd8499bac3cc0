import type { Kinds } from "./compose.ts";
import type { Row } from "./plan.ts";
import type { Shape } from "./schema.ts";

/** Of what waited for the end of the night no more than this many come one by one. */
const MOST_AT_ONCE = 5;

/** Rows that will be one message. */
export type Group = { rows: Row[]; shape: Shape };

/** News of one subject are one message, and so are news and what revises them. */
export function bySubject(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const isAlone = row.subject === null || row.threadTs !== null;
    const key = isAlone ? `alone ${row.revises ?? row.dedupeKey}` : `${row.topic} ${row.subject}`;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { rows: [row], shape: "own" });
  }
  return [...groups.values()];
}

/** What waited for the morning or for the end of a full hour is one summary. */
export function mergeHeld(groups: readonly Group[], kinds: Kinds): Group[] {
  const why = (group: Group) => group.rows.at(-1)?.held;
  const isUrgent = (group: Group) =>
    group.rows.some((row) => kinds.get(row.kind)?.urgency === "now" || row.threadTs !== null);
  const waited = groups.filter((group) => !isUrgent(group));
  const host = groups.find(
    ({ rows: [head] }) => head !== undefined && kinds.get(head.kind)?.gathers,
  );
  if (host) {
    const along = waited.filter((group) => why(group) === "quiet" || why(group) === "summary");
    const rows = along.flatMap((group) => group.rows).sort((a, b) => a.seq - b.seq);
    const rest = groups.filter((group) => group !== host && !along.includes(group));
    return [...rest, { rows: [...host.rows, ...rows], shape: "own" as const }].sort(inOrder);
  }
  const overnight = waited.filter((group) => why(group) === "quiet");
  const summed = waited.filter((group) => why(group) === "budget" || why(group) === "summary");
  if (overnight.length > MOST_AT_ONCE) summed.push(...overnight);
  if (summed.length < 2) return [...groups];
  const rows = summed.flatMap((group) => group.rows).sort((a, b) => a.seq - b.seq);
  const rest = groups.filter((group) => !summed.includes(group));
  return [...rest, { rows, shape: "summary" as const }].sort(inOrder);
}

/** In the order their first news were told. */
export const inOrder = (a: Group, b: Group) => (a.rows[0]?.seq ?? 0) - (b.rows[0]?.seq ?? 0);
