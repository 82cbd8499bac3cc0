import { addDays, type Day, formatDayShort, startOfDay } from "../../kernel/dates.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, viewingOf } from "../deals/index.ts";
import { playsFor } from "./domain/library.ts";
import { type ObjectionType, typeName } from "./domain/objection.ts";
import { NO_RECORD } from "./domain/record.ts";
import { getLibrary } from "./queries/library.ts";
import { getPlayRecords, listTypeStats } from "./queries/stats.ts";
import { playStatsView, type StatsAsked, typeStatsView } from "./views/stats.ts";

/** How objections went, by type or by play, of those logged in the days asked for. */
export async function showStats(call: Call, asked: StatsAsked): Promise<Reply> {
  const { workspaceId, timeZone } = call.actor;
  const span = {
    from: asked.from === undefined ? undefined : startOfDay(asked.from, timeZone),
    to: asked.to === undefined ? undefined : startOfDay(addDays(asked.to, 1), timeZone),
  };
  const about = aboutDays(asked, viewingOf(call).today);
  if (asked.by === "type") {
    const stats = await read(call, (tx) => listTypeStats(tx, workspaceId, span));
    return { ...typeStatsView(stats, asked, about), replace: call.inPlace };
  }
  const [library, records] = await read(call, (tx) =>
    Promise.all([getLibrary(tx, workspaceId), getPlayRecords(tx, workspaceId, span)]),
  );
  const plays = asked.type ? playsFor(library, asked.type) : library;
  const stats = plays
    .filter((play) => play.active || records.has(play.id))
    .map((play) => ({ play, record: records.get(play.id) ?? NO_RECORD }));
  const of = [asked.type ? aboutType(asked.type) : "", about].filter(Boolean).join(", ");
  return { ...playStatsView(stats, asked, of), replace: call.inPlace };
}

function aboutType(type: ObjectionType): string {
  return `against ${typeName(type)}`;
}

function aboutDays({ from, to }: StatsAsked, today: Day): string {
  if (from && to) return `${formatDayShort(from, today)} to ${formatDayShort(to, today)}`;
  if (from) return `since ${formatDayShort(from, today)}`;
  return to ? `until ${formatDayShort(to, today)}` : "";
}
