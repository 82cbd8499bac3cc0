import { type SQL, sql } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import { bookOf } from "../../pipeline/index.ts";
import type { Ahead } from "../domain/period.ts";

/** From when a forecast looks: at the book of deals as it is now, or as it was when a past day was over. */
export type Standpoint = {
  at: Day | "now";
  /** The last day that is over: learning sees nothing after it. For a past day it is that day. */
  through: Day;
};

/** The deals as they stand there, as rows `b`. */
export function bookAt(workspaceId: string, { at }: Standpoint): SQL {
  return bookOf(workspaceId, at);
}

/** Where the close date of a row lies, seen from a day, as one of the dues. */
export function dueOf(closeDate: SQL, day: SQL, { after, upTo }: Ahead): SQL {
  return sql`case when ${closeDate} is null then 'none'
    when ${closeDate} <= ${day} + ${after}::int then 'early'
    when ${closeDate} <= ${day} + ${upTo}::int then 'in_time' else 'later' end`;
}

/** Whether a moment lies within the days ahead of a day. */
export function isAhead(moment: SQL, day: SQL, { after, upTo }: Ahead): SQL {
  return sql`${moment} >= (${day} + ${after + 1}::int)::timestamp at time zone 'UTC'
    and ${moment} < (${day} + ${upTo + 1}::int)::timestamp at time zone 'UTC'`;
}

/** Days as one value, the first with the number 0. */
export function daysList(days: readonly Day[]): SQL {
  return sql`(select day::date, (place - 1)::int as origin
    from unnest(${`{${days.join(",")}}`}::date[]) with ordinality as d (day, place))`;
}

/** A day as PostgreSQL's date. */
export function date(day: Day): SQL {
  return sql`${day}::date`;
}
