import type { Day } from "../../src/kernel/dates.ts";

/** The days a measurement is about. */
export type Days = {
  today: Day;
  weekAgo: Day;
  from: Day;
  to: Day;
  yearAgo: Day;
  weeks: readonly Day[];
};

/** The central figures of each report as one would ask them by hand: no scope, no permissions, no history where today does. */
export function byHand(ws: string, days: Days): Readonly<Record<string, readonly string[]>> {
  const where = `workspace_id = '${ws}'`;
  const sums = "count(*), sum(amount), sum(round(amount * probability / 100.0))";
  const asOf = (day: Day) =>
    `select stage, currency, ${sums} from deal_snapshots where ${where} and status = 'open' and valid_from <= '${day}'
     and coalesce(valid_to, 'infinity'::date) > '${day}' group by 1, 2`;
  const live = `select stage, currency, ${sums} from deals where ${where} and status = 'open' group by 1, 2`;
  const won = `select currency, ${sums} from deals where ${where} and status = 'won' and closed_at >= '${days.from}' and closed_at < '${days.to}'::date + 1 group by 1`;
  const closing = `select currency, ${sums} from deals where ${where} and status = 'open' and close_date <= '${days.to}' group by 1`;
  const closed = `select count(*) filter (where status = 'won'), count(*), avg(amount) filter (where status = 'won'),
    percentile_cont(0.5) within group (order by closed_at - created_at) filter (where status = 'won')
    from deals where ${where} and status <> 'open' and closed_at >= '${days.yearAgo}'`;
  const stays = `select to_stage, percentile_cont(0.5) within group (order by left_at - at) from (
    select to_stage, at, lead(at) over (partition by deal_id order by at, id) as left_at from stage_history where ${where}) s
    where left_at >= '${days.yearAgo}' group by 1`;
  const risk = `select count(*), sum(amount) from deals where ${where} and status = 'open' and (close_date < '${days.today}'
    or close_pushes >= 3 or last_activity_at < '${days.today}'::date - 14 or next_step is null or next_step_date < '${days.today}'
    or stage_entered_at < '${days.today}'::date - 21)`;
  const funnel = `select to_stage, count(*) from (select deal_id, to_stage, min(at) as at from stage_history where ${where} group by 1, 2) f
    where at >= '${days.yearAgo}' group by 1`;
  return {
    summary: [live, asOf(days.weekAgo), risk, closing, won],
    stage: [live, asOf(days.weekAgo), funnel, stays],
    rep: [
      `select owner_id, currency, count(*) filter (where status = 'open'), sum(amount) filter (where status = 'open'), sum(amount) filter (where status = 'won')
       from deals where ${where} and (status = 'open' or status = 'won' and closed_at >= '${days.from}' and closed_at < '${days.to}'::date + 1) group by 1, 2`,
    ],
    month: [
      `select date_trunc('month', close_date), currency, ${sums} from deals where ${where} and status = 'open' group by 1, 2`,
    ],
    trend: [
      `select w, currency, ${sums} from unnest('{${days.weeks.join(",")}}'::date[]) w join deal_snapshots on ${where} and status = 'open'
        and valid_from <= w and coalesce(valid_to, 'infinity'::date) > w group by 1, 2`,
      live,
    ],
    changes: [
      asOf(days.weekAgo),
      live,
      `select coalesce(a.status, '-'), b.status, count(*), sum(coalesce(b.amount, 0) - coalesce(a.amount, 0))
       from (select * from deal_snapshots where ${where} and status = 'open' and valid_from <= '${days.weekAgo}' and coalesce(valid_to, 'infinity'::date) > '${days.weekAgo}') a
       full join (select id, status, amount from deals where ${where}) b on b.id = a.deal_id
       where a.status = 'open' or b.status = 'open' group by 1, 2`,
    ],
    insights: [live, risk, stays, closing, won],
    kpis: [
      closed,
      live,
      closing,
      won,
      `select count(*), count(distinct owner_id) from deals where ${where} and created_at >= '${days.from}'`,
      `select count(*) from (select distinct deal_id from stage_history where ${where} and at >= '${days.yearAgo}'
        and to_stage in ('solution_design', 'demo', 'proposal', 'negotiation', 'closed_won')) d
        where exists (select from requirements r where r.${where} and r.deal_id = d.deal_id)`,
    ],
  };
}
