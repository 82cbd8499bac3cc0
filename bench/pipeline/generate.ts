import postgres from "postgres";

/** Of what a workspace for the measurement is made. */
export type Size = { deals: number; people: number; teams: number };

/**
 * Fills an empty workspace in the database itself: deals of two years, a quarter of them open, each with a stage history and an
 * entry in the audit log. The same rows in every run, but for the days, which lie before `now`.
 */
export async function generate(
  url: string,
  workspaceId: string,
  size: Size,
  now: Date,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const at = now.toISOString();
  try {
    await sql.unsafe("select setseed(0.2026)");
    await sql.unsafe(`
      insert into teams (workspace_id, id, name, name_key)
        select '${workspaceId}', i, 'Team ' || i, 'team ' || i from generate_series(1, ${size.teams}) i`);
    await sql.unsafe(`
      insert into people (workspace_id, id, name, name_key, roles, team_id, created_at)
        select '${workspaceId}', i, 'Rep ' || i, 'rep ' || i, '{ae}', 1 + i % ${size.teams}, '${at}'
        from generate_series(1, ${size.people}) i`);
    await sql.unsafe(`
      insert into accounts (workspace_id, id, name, name_key, created_at)
        select '${workspaceId}', i, 'Account ' || i, 'account ' || i, '${at}' from generate_series(1, 2000) i`);
    await sql.unsafe(`
      create temp table made as
      select i as id, created, steps, won,
        -- About three weeks in each stage.
        created + steps * interval '21 days' as entered,
        case when steps >= 6 and won and created + steps * interval '21 days' < '${at}' then 'closed_won'
          when not won and created + steps * interval '21 days' < '${at}' then 'closed_lost'
          else (array['lead','qualified','discovery','solution_design','demo','proposal','negotiation'])[1 + least(steps, 6)] end as stage,
        (1000 + floor(random() * 90000)) * 100 as amount
      from (select i, '${at}'::timestamptz - random() * interval '730 days' as created,
          floor(random() * 8)::int as reach, random() < 0.45 as won from generate_series(1, ${size.deals}) i) d
        cross join lateral (select least(case when won then 7 else reach end, floor(extract(epoch from '${at}'::timestamptz - created) / 86400 / 21))::int as steps) s`);
    await sql.unsafe(`
      insert into deals (workspace_id, id, title, title_key, account_id, owner_id, amount, currency, stage, status, probability,
        close_date, stage_entered_at, closed_at, last_activity_at, created_at, updated_at, next_step)
      select '${workspaceId}', id, 'Deal ' || id, 'deal ' || id, 1 + id % 2000, 1 + id % ${size.people}, amount, 'EUR', stage,
        case stage when 'closed_won' then 'won' when 'closed_lost' then 'lost' else 'open' end,
        case stage when 'lead' then 10 when 'qualified' then 30 when 'discovery' then 35 when 'solution_design' then 40
          when 'demo' then 45 when 'proposal' then 50 when 'negotiation' then 70 when 'closed_won' then 100 else 0 end,
        case when stage like 'closed%' then entered::date else ('${at}'::timestamptz + (id % 200 - 20) * interval '1 day')::date end,
        least(entered, '${at}'), case when stage like 'closed%' then entered end, least(entered, '${at}'), created, least(entered, '${at}'), 'call'
      from made order by id`);
    await sql.unsafe(`
      insert into stage_history (workspace_id, deal_id, kind, from_stage, to_stage, at, version)
      select '${workspaceId}', id, case when n = 0 then 'created' else 'moved' end, lag(to_stage) over (partition by id order by n), to_stage,
        created + n * interval '21 days', n + 1
      from (select m.*, n, case when n = steps and stage like 'closed%' then stage
          else (array['lead','qualified','discovery','solution_design','demo','proposal','negotiation'])[1 + least(n, 6)] end as to_stage
        from made m cross join lateral generate_series(0, steps) n) h
      order by created + n * interval '21 days'`);
    await sql.unsafe(`
      insert into audit_log (workspace_id, at, action, subject, subject_id)
      select '${workspaceId}', created, 'deal.created', 'deal', id::text from made order by created`);
    await sql.unsafe("drop table made");
    await sql.unsafe("analyze");
  } finally {
    await sql.end();
  }
}

/** Lets something of some deals change, as on a day of work. */
export async function workADay(
  url: string,
  workspaceId: string,
  deals: number,
  now: Date,
): Promise<void> {
  const sql = postgres(url, { max: 1 });
  try {
    await sql.unsafe(`
      update deals set amount = amount + 100, updated_at = '${now.toISOString()}'
      where workspace_id = '${workspaceId}' and status = 'open' and id % 7 = 0
        and id in (select id from deals where workspace_id = '${workspaceId}' and status = 'open' and id % 7 = 0 limit ${deals})`);
  } finally {
    await sql.end();
  }
}

/** Gathers the statistics a running server has by itself after a while. */
export async function analyze(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  try {
    await sql.unsafe("vacuum analyze");
  } finally {
    await sql.end();
  }
}
