import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { addDays, type Day } from "../../../kernel/dates.ts";
import { STAGES, type Stage } from "../../deals/index.ts";
import type { Change } from "../domain/change.ts";
import { bookOf, date } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";

/** A deal of a change, with what it was and is. */
export type ChangedDeal = {
  dealId: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  change: Change;
  currency: string;
  /** What it did to the open value, in minor units. */
  effect: number;
  /** What the deal is worth now, in minor units. */
  value: number;
  fromStage: Stage | null;
  toStage: Stage | null;
  fromClose: Day | null;
  toClose: Day | null;
};

/** All deals of one change and currency together, the biggest of them named. */
export type ChangeSum = {
  change: Change;
  currency: string;
  count: number;
  effect: number;
  value: number;
  biggest: ChangedDeal[];
};

const NAMED = 3;
const RANK = sql.raw(STAGES.map((stage, i) => `when '${stage}' then ${i}`).join(" "));

/**
 * What happened to the deals of a scope from the beginning of a day until another day ended, or until now: by kind of change
 * and currency, with the biggest deals. The effects add up to the difference of the open value between the two.
 */
export async function listChanges(
  tx: Tx,
  sight: Sight,
  { from, to }: { from: Day; to: Day | "now" },
): Promise<ChangeSum[]> {
  const rows = await tx.execute<Row & { count: number; all_effect: string; all_value: string }>(sql`
    with ${effects(sight, from, to)},
    ranked as (
      select e.*, count(*) over kind as count, sum(effect) over kind as all_effect, sum(value) over kind as all_value,
        row_number() over (partition by change, currency order by abs(effect) desc, value desc, deal_id) as place
      from effects e window kind as (partition by change, currency)
    )
    select r.change, r.currency, r.count::int, r.all_effect::bigint, r.all_value::bigint, ${NAMES}
    from ranked r ${names(sight)} where r.place <= ${NAMED}
    order by r.change, r.currency, r.place`);
  const sums = new Map<string, ChangeSum>();
  for (const row of rows) {
    const key = `${row.change} ${row.currency}`;
    const sum = sums.get(key) ?? {
      change: row.change,
      currency: row.currency,
      count: row.count,
      effect: Number(row.all_effect),
      value: Number(row.all_value),
      biggest: [],
    };
    sum.biggest.push(toDeal(row));
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** The changes deal by deal, at most `limit`. */
export async function listChangedDeals(
  tx: Tx,
  sight: Sight,
  { from, to }: { from: Day; to: Day | "now" },
  limit: number,
): Promise<ChangedDeal[]> {
  const rows = await tx.execute<Row>(sql`
    with ${effects(sight, from, to)}
    select r.change, r.currency, ${NAMES} from effects r ${names(sight)}
    order by r.change, abs(r.effect) desc, r.deal_id limit ${limit}`);
  return rows.map(toDeal);
}

type Row = {
  change: Change;
  currency: string;
  deal_id: number;
  title: string;
  account: string | null;
  owner: string;
  effect: string;
  value: string;
  from_stage: Stage | null;
  to_stage: Stage | null;
  from_close: Day | null;
  to_close: Day | null;
};

const NAMES =
  sql.raw(`r.deal_id, d.title, a.name as account, p.name as owner, r.effect::bigint as effect,
  r.value::bigint as value, r.from_stage, r.to_stage, r.from_close::text as from_close, r.to_close::text as to_close`);

function names({ workspaceId }: Sight): SQL {
  return sql`join deals d on d.workspace_id = ${workspaceId} and d.id = r.deal_id
    join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id`;
}

function toDeal(row: Row): ChangedDeal {
  return {
    dealId: row.deal_id,
    title: row.title,
    accountName: row.account,
    ownerName: row.owner,
    change: row.change,
    currency: row.currency,
    effect: Number(row.effect),
    value: Number(row.value),
    fromStage: row.from_stage,
    toStage: row.to_stage,
    fromClose: row.from_close,
    toClose: row.to_close,
  };
}

/**
 * WITH queries that end in `effects`: one row for each deal and change. What was open before is found through the index of open
 * snapshots; of the others only those that are open now, or were closed since, are looked at.
 */
function effects(sight: Sight, from: Day, to: Day | "now"): SQL {
  const { workspaceId } = sight;
  const before = addDays(from, -1);
  const isSeen = mayBeSeen(sight);
  return sql`
    was as (
      select b.*, ${inScope(sight)} as mine from (${bookOf(workspaceId, before)}) b where b.status = 'open' and ${isSeen}
    ),
    now_is as (
      select b.*, ${inScope(sight)} as mine from (${bookOf(workspaceId, to)}) b where ${isSeen}
    ),
    pairs as (
      select coalesce(w.deal_id, n.deal_id) as deal_id, coalesce(w.mine, false) as was_open,
        coalesce(n.status = 'open' and n.mine, false) as is_open, w.deal_id is not null as was_open_somewhere, n.status,
        coalesce(n.mine, false) as mine,
        coalesce(w.amount, 0) as was_amount, w.currency as was_currency, w.stage as from_stage, w.close_date as from_close,
        coalesce(n.amount, 0) as amount, coalesce(n.currency, w.currency) as currency, n.stage as to_stage, n.close_date as to_close,
        o.status as was_status
      from was w full join now_is n on n.deal_id = w.deal_id
      left join deal_snapshots o on w.deal_id is null and o.workspace_id = ${workspaceId} and o.deal_id = n.deal_id
        and o.valid_from <= ${date(before)} and coalesce(o.valid_to, 'infinity'::date) > ${date(before)}
      where (w.mine or n.mine) and (w.deal_id is not null or n.status = 'open'
        or n.closed_at >= ${from}::timestamp at time zone 'UTC')
        -- Most open deals did not change at all.
        and row(w.mine, w.amount, w.currency, w.close_date, w.stage) is distinct from
          row(n.mine, n.amount, n.currency, n.close_date, n.stage)
    ),
    effects as (
      select p.deal_id, c.change, c.currency, c.effect, c.value, p.from_stage, p.to_stage, p.from_close, p.to_close
      from pairs p cross join lateral (
        select 'added' as change, currency, amount as effect, amount as value
          where is_open and not was_open and not was_open_somewhere and was_status is null
        union all select 'reopened', currency, amount, amount
          where is_open and not was_open and not was_open_somewhere and was_status is not null
        union all select 'taken_over', currency, amount, amount where is_open and not was_open and was_open_somewhere
        union all select case when amount > was_amount then 'grew' else 'shrank' end, currency, amount - was_amount, amount
          where is_open and was_open and currency = was_currency and amount <> was_amount
        union all select 'recoded', was_currency, -was_amount, 0 where is_open and was_open and currency <> was_currency
        union all select 'recoded', currency, amount, amount where is_open and was_open and currency <> was_currency
        union all select status, was_currency, -was_amount, amount
          where was_open and status in ('won', 'lost') and currency = was_currency
        union all select status, was_currency, -was_amount, 0
          where was_open and status in ('won', 'lost') and currency <> was_currency
        union all select status, currency, 0, amount
          where not was_open and mine and status in ('won', 'lost')
        union all select 'handed_over', was_currency, -was_amount, was_amount
          where was_open and not is_open and coalesce(status, 'open') = 'open'
        union all select 'slipped', currency, 0, amount where is_open and was_open and to_close > from_close
        union all select 'pulled_in', currency, 0, amount where is_open and was_open and to_close < from_close
        union all select case when case to_stage ${RANK} end > case from_stage ${RANK} end then 'moved_on' else 'moved_back' end,
            currency, 0, amount
          where is_open and was_open and to_stage <> from_stage
      ) c
    )`;
}
