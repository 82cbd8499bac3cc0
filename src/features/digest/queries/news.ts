import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import type { LostReason, Stage } from "../../deals/index.ts";
import { STAGES } from "../../deals/index.ts";
import { inScope, mayBeSeen, type Sight } from "../../pipeline/index.ts";
import { bookAt } from "./book-at.ts";

/** What a digest tells of single deals. */
export const NEWS = ["moved_on", "won", "lost", "slipped", "added"] as const;
export type NewsKind = (typeof NEWS)[number];

/** A deal of which something changed between two moments. */
export type DealNews = {
  kind: NewsKind;
  dealId: number;
  title: string;
  accountName: string | null;
  amount: Money | null;
  toStage: Stage;
  fromClose: Day | null;
  toClose: Day | null;
  closePushes: number;
  lostReason: LostReason | null;
};

/** The biggest deals of each kind of news, and how many there are. */
export type News = Record<NewsKind, { count: number; deals: DealNews[] }>;

const RANK = sql.raw(STAGES.map((stage, i) => `when '${stage}' then ${i}`).join(" "));

/** What happened to a scope's deals after one moment, up to another: at most `limit` deals of each kind, the largest first. */
export async function listNews(
  tx: Tx,
  sight: Sight,
  { from, to }: { from: Date; to: Date },
  limit: number,
): Promise<News> {
  const { workspaceId } = sight;
  const rows = await tx.execute<{
    kind: NewsKind;
    all: number;
    deal_id: number;
    title: string;
    account: string | null;
    amount: string | null;
    currency: string;
    to_stage: Stage;
    from_close: Day | null;
    to_close: Day | null;
    close_pushes: number;
    lost_reason: LostReason | null;
  }>(sql`
    with was as materialized (${bookAt(workspaceId, from)}),
    b as materialized (select b.* from (${bookAt(workspaceId, to)}) b where ${inScope(sight)} and ${mayBeSeen(sight)}),
    news as (
      select k.kind, b.*, w.close_date as from_close
      from b left join was w on w.deal_id = b.deal_id
      cross join lateral (
        select 'won' as kind where b.status = 'won' and w.status is distinct from 'won'
        union all select 'lost' where b.status = 'lost' and w.status is distinct from 'lost'
        union all select 'added' where b.status = 'open' and w.deal_id is null
        union all select 'moved_on' where b.status = 'open' and w.status = 'open'
          and case b.stage ${RANK} end > case w.stage ${RANK} end
        union all select 'slipped' where b.status = 'open' and w.status = 'open' and b.close_date > w.close_date
      ) k
      -- Who was closed before the bot knew the deal is no news.
      where b.closed_at is null or b.closed_at > ${from.toISOString()}::timestamptz
    ),
    ranked as (
      select n.*, count(*) over (partition by kind) as all,
        row_number() over (partition by kind order by n.amount desc nulls last, n.deal_id) as place
      from news n
    )
    select r.kind, r.all::int, r.deal_id, d.title, a.name as account, r.amount::text as amount, r.currency, r.stage as to_stage,
      r.from_close::text as from_close, r.close_date::text as to_close, r.close_pushes, d.lost_reason
    from ranked r join deals d on d.workspace_id = ${workspaceId} and d.id = r.deal_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where r.place <= ${limit} order by r.kind, r.place`);
  const none = () => ({ count: 0, deals: [] });
  const found: News = {
    moved_on: none(),
    won: none(),
    lost: none(),
    slipped: none(),
    added: none(),
  };
  for (const row of rows) {
    const kind = found[row.kind];
    kind.count = row.all;
    kind.deals.push({
      kind: row.kind,
      dealId: row.deal_id,
      title: row.title,
      accountName: row.account,
      amount: row.amount === null ? null : { minor: Number(row.amount), currency: row.currency },
      toStage: row.to_stage,
      fromClose: row.from_close,
      toClose: row.to_close,
      closePushes: row.close_pushes,
      lostReason: row.lost_reason,
    });
  }
  return found;
}
