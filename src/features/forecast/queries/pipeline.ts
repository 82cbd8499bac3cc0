import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage } from "../../deals/index.ts";
import { bookOf, inScope, mayBeSeen, type Sight } from "../../pipeline/index.ts";
import { CATEGORY_FROM, type Category } from "../domain/category.ts";
import type { PastGroup } from "../domain/chances.ts";
import { NEWCOMER_DAYS, type WonSoon } from "../domain/newcomers.ts";
import type { Ahead, Due } from "../domain/period.ts";
import type { OpenGroup } from "../domain/pipeline-estimate.ts";
import { bookAt, date, daysList, dueOf, isAhead, type Standpoint } from "./standpoint.ts";

/** Open deals that stand alike, with the category they are in. */
export type CategorisedGroup = OpenGroup & { currency: string; category: Category };

/** The open deals of a scope by owner, stage, due and category, in every currency. */
export async function listOpenGroups(
  tx: Tx,
  sight: Sight,
  from: Standpoint,
  ahead: Ahead,
): Promise<CategorisedGroup[]> {
  const through = date(from.through);
  const due = dueOf(sql`b.close_date`, through, ahead);
  const chosen = from.at === "now" ? sql`c.category` : sql`null::text`;
  const rows = await tx.execute<{
    owner_id: number;
    stage: Stage;
    due: Due;
    category: Category;
    currency: string;
    count: number;
    amount: string;
    squares: number;
  }>(sql`
    select b.owner_id, b.stage, ${due} as due, b.currency,
      coalesce(${chosen}, case when b.close_date > ${through} + ${ahead.upTo}::int or b.close_date is null then 'pipeline'
        when b.probability >= ${CATEGORY_FROM.commit}::int then 'commit'
        when b.probability >= ${CATEGORY_FROM.best_case}::int then 'best_case' else 'pipeline' end) as category,
      count(*)::int as count, coalesce(sum(b.amount), 0)::bigint as amount,
      coalesce(sum(b.amount::float8 ^ 2), 0)::float8 as squares
    from (${bookAt(sight.workspaceId, from)}) b
    left join forecast_categories c on c.workspace_id = ${sight.workspaceId} and c.deal_id = b.deal_id
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1, 2, 3, 4, 5`);
  return rows.map(({ owner_id, amount, ...row }) => ({
    ...row,
    ownerId: owner_id,
    amount: Number(amount),
  }));
}

/** On which past days to look, how far ahead of each, and at amounts in which currency. */
export type Learning = { origins: readonly Day[]; ahead: Ahead; currency: string };

/** More deals than this say nothing that these don't: of more, every second, third … is asked. */
const ENOUGH_DEALS = 25_000;

/**
 * What became of the whole workspace's deals that were open on past days, as it is known when `through` is over.
 * @param deals how many there were then: of many a part is taken, chosen by their numbers
 */
export async function listPastGroups(
  tx: Tx,
  workspaceId: string,
  through: Day,
  { origins, ahead, currency, deals }: Learning & { deals: number },
): Promise<PastGroup[]> {
  if (origins.length === 0) return [];
  const every = Math.ceil(deals / ENOUGH_DEALS);
  // Scattered, so that what comes round regularly is not taken for the whole.
  const isAsked =
    every <= 1 ? sql`true` : sql`(b.deal_id::bigint * 7919) % 10007 % ${every}::int = 0`;
  const [newest = through] = origins;
  const oldest = date(origins.at(-1) ?? through);
  const won = sql`(b.status = 'won' and ${isAhead(sql`b.closed_at`, sql`o.day`, ahead)})`;
  const rows = await tx.execute<{
    origin: number;
    stage: Stage;
    due: Due;
    count: number;
    won: number;
    closed: number;
    won_ever: number;
    amount: string;
    won_amount: string;
  }>(sql`
    with book as materialized (
      select b.deal_id, b.status, b.closed_at, b.amount, b.currency from (${bookOf(workspaceId, through)}) b where ${isAsked}
    ),
    -- Of days that an import told of later, neither amount nor close date may be learned.
    past as materialized (
      select o.origin, o.day, b.deal_id, b.stage, b.amount, b.currency, b.rebuilt,
        case when b.rebuilt then null else b.close_date end as close_date
      from deal_snapshots b join ${daysList(origins)} o
        on b.valid_from <= o.day and coalesce(b.valid_to, 'infinity'::date) > o.day
      where b.workspace_id = ${workspaceId} and b.status = 'open' and b.valid_from <= ${date(newest)}
        and coalesce(b.valid_to, 'infinity'::date) > ${oldest} and ${isAsked}
    )
    select o.origin, o.stage, ${dueOf(sql`o.close_date`, sql`o.day`, ahead)} as due, count(*)::int as count,
      count(*) filter (where ${won})::int as won,
      count(*) filter (where b.status <> 'open')::int as closed,
      count(*) filter (where b.status = 'won')::int as won_ever,
      coalesce(sum(o.amount) filter (where not o.rebuilt and o.currency = ${currency}), 0)::bigint as amount,
      coalesce(sum(b.amount) filter (where ${won} and not o.rebuilt and o.currency = ${currency}
        and b.currency = ${currency}), 0)::bigint as won_amount
    from past o left join book b on b.deal_id = o.deal_id
    group by 1, 2, 3`);
  return rows.map((row) => ({
    origin: row.origin,
    stage: row.stage,
    due: row.due,
    count: row.count,
    won: row.won,
    closed: row.closed,
    wonEver: row.won_ever,
    amount: Number(row.amount),
    wonAmount: Number(row.won_amount),
  }));
}

/**
 * What was won of deals that were created lately and won sooner than the days ahead end, as it is known when `through` is over: what
 * deals may bring that don't exist yet.
 */
export async function listWonSoon(
  tx: Tx,
  sight: Sight,
  through: Day,
  { ahead, currency }: Pick<Learning, "ahead" | "currency">,
): Promise<WonSoon[]> {
  const day = date(through);
  // Put into the bot or a CRM after it was won: created when it was won, as the import has it.
  const created = sql`(least(b.created_at, b.closed_at) at time zone 'UTC')::date`;
  const closed = sql`(b.closed_at at time zone 'UTC')::date`;
  const rows = await tx.execute<{
    owner_id: number;
    back: number;
    age: number;
    amount: string;
    squares: number;
    count: number;
  }>(sql`
    select b.owner_id, ${day} - ${created} as back, ${closed} - ${created} as age, sum(b.amount)::bigint as amount,
      sum(b.amount::float8 ^ 2)::float8 as squares, count(*)::int as count
    from (${bookOf(sight.workspaceId, through)}) b
    where b.status = 'won' and b.currency = ${currency} and b.amount is not null and ${closed} <= ${day}
      and ${closed} - ${created} < ${ahead.upTo}::int and ${created} > ${day} - ${NEWCOMER_DAYS}::int
      and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1, 2, 3 order by 1, 2, 3`);
  return rows.map(({ owner_id, amount, ...row }) => ({
    ...row,
    ownerId: owner_id,
    amount: Number(amount),
  }));
}

/** The day of the workspace's first deal, null without any, and how many there were when a day was over. */
export async function beginningOf(
  tx: Tx,
  workspaceId: string,
  through: Day,
): Promise<{ first: Day | null; deals: number }> {
  const [row] = await tx.execute<{ day: Day | null; deals: number }>(sql`
    select min((created_at at time zone 'UTC')::date)::text as day, count(*)::int as deals from deals
    where workspace_id = ${workspaceId} and created_at < (${date(through)} + 1)::timestamp at time zone 'UTC'`);
  return { first: row?.day ?? null, deals: row?.deals ?? 0 };
}
