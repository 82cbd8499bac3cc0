import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { ForecastKind } from "../domain/period.ts";

/** What a person said a period would bring, with what a manager made of it. Amounts in minor units of `currency`. */
export type StandingCall = {
  id: number;
  personId: number;
  personName: string;
  teamId: number | null;
  commit: number;
  bestCase: number;
  currency: string;
  note: string | null;
  saidAt: Date;
  adjusted: { commit: number; note: string; byName: string; at: Date } | null;
};

type Which = { kind: ForecastKind; from: Day };

/** The newest call of each person for a period. */
export async function listStandingCalls(
  tx: Tx,
  workspaceId: string,
  { kind, from }: Which,
): Promise<StandingCall[]> {
  const rows = await tx.execute<Row>(sql`
    select distinct on (c.person_id) ${COLUMNS}
    from forecast_calls c ${JOINS}
    where c.workspace_id = ${workspaceId} and c.kind = ${kind} and c.starts_on = ${from}::date
    order by c.person_id, c.id desc`);
  return rows.map(toCall);
}

/** All that a person ever said of a period, oldest first. */
export async function listCallHistory(
  tx: Tx,
  workspaceId: string,
  { kind, from }: Which,
  personId: number,
): Promise<StandingCall[]> {
  const rows = await tx.execute<Row>(sql`
    select ${COLUMNS} from forecast_calls c ${JOINS}
    where c.workspace_id = ${workspaceId} and c.kind = ${kind} and c.starts_on = ${from}::date
      and c.person_id = ${personId}
    order by c.id`);
  return rows.map(toCall);
}

/** A call beside what came of its period. */
export type JudgedCall = {
  personId: number;
  personName: string;
  kind: ForecastKind;
  startsOn: Day;
  commit: number;
  actual: number;
  currency: string;
};

/**
 * Each person's calls of periods that are over beside what they won: the call that stood when half of the period was gone, or the
 * first one after.
 */
export async function listJudgedCalls(
  tx: Tx,
  workspaceId: string,
  today: Day,
  since: Day,
): Promise<JudgedCall[]> {
  const rows = await tx.execute<{
    person_id: number;
    name: string;
    kind: ForecastKind;
    starts_on: Day;
    commit: string;
    actual: string;
    currency: string;
  }>(sql`
    with calls as (
      select c.*, (c.starts_on + case c.kind when 'month' then interval '1 month' when 'quarter' then interval '3 months'
        else interval '1 year' end)::date as ends
      from forecast_calls c where c.workspace_id = ${workspaceId} and c.starts_on >= ${since}::date
    ),
    judged as (
      select distinct on (person_id, kind, starts_on) *
      from calls where ends <= ${today}::date
      order by person_id, kind, starts_on,
        (said_at < (starts_on + (ends - starts_on) / 2)::timestamp at time zone 'UTC') desc,
        case when said_at < (starts_on + (ends - starts_on) / 2)::timestamp at time zone 'UTC' then -id else id end
    )
    select j.person_id, p.name, j.kind, j.starts_on::text as starts_on, j.commit, j.currency, coalesce((
      select sum(d.amount) from deals d where d.workspace_id = ${workspaceId} and d.status = 'won' and d.owner_id = j.person_id
        and d.currency = j.currency and d.closed_at >= j.starts_on::timestamp at time zone 'UTC'
        and d.closed_at < j.ends::timestamp at time zone 'UTC'), 0)::bigint as actual
    from judged j join people p on p.workspace_id = ${workspaceId} and p.id = j.person_id
    order by p.name, j.starts_on`);
  return rows.map((row) => ({
    personId: row.person_id,
    personName: row.name,
    kind: row.kind,
    startsOn: row.starts_on,
    commit: Number(row.commit),
    actual: Number(row.actual),
    currency: row.currency,
  }));
}

const COLUMNS =
  sql.raw(`c.id, c.person_id, p.name, p.team_id, c.commit, c.best_case, c.currency, c.note,
  (extract(epoch from c.said_at) * 1000)::float8 as said, j.commit as adjusted, j.note as adjusted_note,
  m.name as adjusted_by, (extract(epoch from j.adjusted_at) * 1000)::float8 as adjusted_at`);
const JOINS = sql.raw(`join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
  left join lateral (select * from forecast_adjustments a where a.workspace_id = c.workspace_id and a.call_id = c.id
    order by a.id desc limit 1) j on true
  left join people m on m.workspace_id = c.workspace_id and m.id = j.adjusted_by`);

type Row = {
  id: string;
  person_id: number;
  name: string;
  team_id: number | null;
  commit: string;
  best_case: string;
  currency: string;
  note: string | null;
  said: number;
  adjusted: string | null;
  adjusted_note: string | null;
  adjusted_by: string | null;
  adjusted_at: number | null;
};

function toCall(row: Row): StandingCall {
  return {
    id: Number(row.id),
    personId: row.person_id,
    personName: row.name,
    teamId: row.team_id,
    commit: Number(row.commit),
    bestCase: Number(row.best_case),
    currency: row.currency,
    note: row.note,
    saidAt: new Date(row.said),
    adjusted:
      row.adjusted === null
        ? null
        : {
            commit: Number(row.adjusted),
            note: row.adjusted_note ?? "",
            byName: row.adjusted_by ?? "",
            at: new Date(row.adjusted_at ?? 0),
          },
  };
}
