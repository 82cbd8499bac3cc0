import { type SQL, sql } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import { STAGES, stageProbability } from "../../deals/index.ts";

/** The fields of a deal that the audit log tells the past of, as it names them. */
const TOLD = sql.raw(
  [
    "amount",
    "closeDate",
    "probability",
    "ownerId",
    "seId",
    "contactId",
    "closePushes",
    "stageEnteredAt",
    "closedAt",
  ]
    .map((field) => `'${field}'`)
    .join(", "),
);

const USUAL = sql.raw(
  STAGES.map((stage) => `when '${stage}' then ${stageProbability(stage)}`).join(" "),
);

/**
 * What these deals were at the end of each day on which something of them changed, as a list of WITH queries that ends in
 * `states`: (id, born, known, day, and the columns of a snapshot). Nothing is guessed forward: a state is today's row of the deal
 * with everything taken back that the audit log says was written over later, and the stage the history says it stood in.
 * @param ids the deals, as a condition on `d`
 * @param extra more days to look at: rows of (id, day)
 */
export function timeline(workspaceId: string, ids: SQL, extra: SQL): SQL {
  return sql`
  chosen as materialized (
    select d.*, (d.created_at at time zone 'UTC')::date as born
    from deals d where d.workspace_id = ${workspaceId} and ${ids}
  ),
  told as materialized (
    select c.id, a.id as entry, a.at, (a.at at time zone 'UTC')::date as day, a.action, a.before
    from chosen c join audit_log a
      on a.workspace_id = ${workspaceId} and a.subject = 'deal' and a.subject_id = c.id::text
  ),
  -- The day from which we saw everything ourselves; what was before it, an import told.
  known as (
    select id, min(day) as day from told where action in ('deal.created', 'deal.imported') group by id
  ),
  -- What the first change of a day wrote over is what stood there at the end of the day before.
  overwritten as (
    select distinct on (t.id, t.day, b.key) t.id, t.day, b.key, b.value
    from told t cross join lateral jsonb_each(t.before) b
    where b.key in (${TOLD})
    order by t.id, t.day, b.key, t.at, t.entry
  ),
  entries as materialized (
    select distinct on (h.deal_id, (h.at at time zone 'UTC')::date)
      h.deal_id as id, (h.at at time zone 'UTC')::date as day, h.from_stage, h.to_stage, h.at
    from chosen c join stage_history h on h.workspace_id = ${workspaceId} and h.deal_id = c.id
    -- Not by the moment: of what several imports tell of one day, the last holds.
    order by h.deal_id, (h.at at time zone 'UTC')::date, h.id desc
  ),
  numbered as materialized (
    select e.*, row_number() over (partition by e.id order by e.day) as nth, count(*) over (partition by e.id) as entries,
      count(*) filter (where e.day <= k.day) over (partition by e.id) as imported
    from entries e left join known k on k.id = e.id
  ),
  happened as materialized (
    select deal_id as id, (at at time zone 'UTC')::date as day,
      count(*) filter (where what = 'note') as notes,
      count(*) filter (where what = 'requirement') as requirements,
      count(*) filter (where what = 'member') as members,
      count(*) filter (where what = 'demo') as demos,
      count(*) filter (where what = 'poc') as pocs,
      count(*) filter (where what = 'objection') as objections
    from chosen c join (
      select deal_id, at, 'note' as what from deal_notes where workspace_id = ${workspaceId}
      union all select deal_id, at, 'requirement' from requirements where workspace_id = ${workspaceId}
      union all select deal_id, added_at, 'member' from deal_members where workspace_id = ${workspaceId}
      union all select deal_id, created_at, 'demo' from demos where workspace_id = ${workspaceId}
      union all select deal_id, created_at, 'poc' from pocs where workspace_id = ${workspaceId}
      union all select deal_id, created_at, 'objection' from objections where workspace_id = ${workspaceId}
    ) events on events.deal_id = c.id
    group by 1, 2
  ),
  points as materialized (
    select id, born as day from chosen
    union select id, day from known
    union select id, day from overwritten
    union select id, day from entries
    union select id, day from happened
    union ${extra}
  ),
  -- Going back in time, what was written over later replaces what came of it.
  reversed as materialized (
    select distinct on (p.id, p.day) p.id, p.day,
      coalesce(jsonb_object_agg(coalesce(o.key, '-'), o.value) over (
        partition by p.id order by p.day desc groups between unbounded preceding and 1 preceding), '{}') as was
    from points p left join overwritten o on o.id = p.id and o.day = p.day
    order by p.id, p.day
  ),
  walked as (
    select r.id, r.day, r.was,
      count(e.day) over w as nth,
      coalesce(sum(h.notes) over w, 0)::int as notes,
      coalesce(sum(h.requirements) over w, 0)::int as requirements,
      coalesce(sum(h.members) over w, 0)::int as members,
      coalesce(sum(h.demos) over w, 0)::int as demos,
      coalesce(sum(h.pocs) over w, 0)::int as pocs,
      coalesce(sum(h.objections) over w, 0)::int as objections
    from reversed r
    left join entries e on e.id = r.id and e.day = r.day
    left join happened h on h.id = r.id and h.day = r.day
    window w as (partition by r.id order by r.day)
  ),
  staged as (
    select w.*, c.born, coalesce(k.day, c.born) as known, w.day >= coalesce(k.day, c.born) as seen,
      coalesce(at.to_stage, first.from_stage,
        -- Of what was before a closing nothing is known but that it was open.
        case when first.to_stage like 'closed%' then 'lead' else first.to_stage end,
        case when w.day >= (c.stage_entered_at at time zone 'UTC')::date then c.stage else 'lead' end) as stage,
      -- In the stage it is in now, or, before it came here, in the stage it came in: what the deal says of it holds.
      case when first.id is null then w.day >= (c.stage_entered_at at time zone 'UTC')::date
        when w.day >= coalesce(k.day, c.born) then w.nth = first.entries
        else w.nth = first.imported end as stands,
      at.at as entered
    from walked w
    join chosen c on c.id = w.id
    left join known k on k.id = w.id
    left join numbered at on at.id = w.id and at.nth = w.nth
    left join numbered first on first.id = w.id and first.nth = 1
  ),
  states as (
    select s.id, s.born, s.known, s.day, s.stage,
      case s.stage when 'closed_won' then 'won' when 'closed_lost' then 'lost' else 'open' end as status,
      case when s.was ? 'amount' then (s.was -> 'amount' ->> 'minor')::bigint else c.amount end as amount,
      coalesce(s.was -> 'amount' ->> 'currency', c.currency) as currency,
      case
        -- The close date of a deal that was closed when it came here is its outcome, nobody's expectation.
        when not s.seen and s.stage not like 'closed%' and (c.closed_at at time zone 'UTC')::date <= s.known then null
        when s.was ? 'closeDate' then (s.was ->> 'closeDate')::date
        else c.close_date end as close_date,
      case
        when s.stage = 'closed_won' then 100
        when s.stage = 'closed_lost' then 0
        when (s.seen or s.stands) and s.was ? 'probability' then (s.was ->> 'probability')::int
        when s.stands then c.probability
        else case s.stage ${USUAL} end end as probability,
      coalesce((s.was ->> 'ownerId')::int, c.owner_id) as owner_id,
      case when s.was ? 'seId' then (s.was ->> 'seId')::int else c.se_id end as se_id,
      case when not s.seen then 0 when s.was ? 'closePushes' then (s.was ->> 'closePushes')::int
        else c.close_pushes end as close_pushes,
      case when s.was ? 'contactId' then s.was ->> 'contactId' is not null else c.contact_id is not null end as has_contact,
      s.members, s.notes, s.requirements, s.demos, s.pocs, s.objections,
      case when (s.seen or s.stands) and s.was ? 'stageEnteredAt' then (s.was ->> 'stageEnteredAt')::timestamptz
        when s.stands then c.stage_entered_at
        else coalesce(s.entered, c.created_at) end as stage_entered_at,
      c.created_at,
      case when s.stage not like 'closed%' then null
        when s.seen and s.was ->> 'closedAt' is not null then (s.was ->> 'closedAt')::timestamptz
        when s.stands then coalesce(c.closed_at, c.stage_entered_at)
        else coalesce(s.entered, c.created_at) end as closed_at,
      not s.seen as rebuilt
    from staged s join chosen c on c.id = s.id
  )`;
}

/** The day a moment of the database lies on, in UTC as all snapshots. */
export function utcDay(now: Date): Day {
  return now.toISOString().slice(0, 10) as Day;
}
