import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { OPEN_STAGES, STAGES, type Stage, stageProbability } from "../../deals/index.ts";
import { type Rate, rateOf } from "../domain/rates.ts";
import { bookOf } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";

/** How deals fare that entered a stage within a window of time. */
export type StageConversion = {
  stage: Stage;
  /** Deals that entered it in the window, each counted once. */
  entered: number;
  /** Neither went on nor were lost yet. */
  undecided: number;
  /** Of those that went on or were lost: how many went on. Thin ones lean on the stages' default probabilities. */
  goesOn: Rate;
  /** Of those that are closed: how many were won. */
  isWon: Rate;
};

const RANK = sql.raw(STAGES.map((stage, i) => `when '${stage}' then ${i}`).join(" "));

/**
 * How many of the deals that entered each stage since a moment went on to a later one, from the stage history. A deal went on when
 * it entered a later stage, or was won, after it entered this one for the first time in the window; moves that were undone don't count, and skipped stages
 * were not entered.
 */
export async function stageConversions(
  tx: Tx,
  sight: Sight,
  since: Date,
): Promise<StageConversion[]> {
  const from = sql`${since.toISOString()}::timestamptz`;
  const rows = await tx.execute<{
    rank: number;
    entered: number;
    went_on: number;
    lost: number;
    closed: number;
    won: number;
  }>(sql`
    with undone as (
      select deal_id, version - 1 as version from stage_history
      where workspace_id = ${sight.workspaceId} and kind = 'undone' and at >= ${from}
    ),
    entries as (
      select s.deal_id, s.to_stage, case s.to_stage ${RANK} end as rank, min(s.at) as first, max(s.at) as last
      from stage_history s
      where s.workspace_id = ${sight.workspaceId} and s.at >= ${from} and s.kind <> 'undone' and s.to_stage <> 'closed_lost'
        and not exists (select from undone u where u.deal_id = s.deal_id and u.version = s.version)
      group by s.deal_id, s.to_stage
    ),
    -- When the deal last entered any later stage.
    journeys as (
      select deal_id, rank, first,
        max(last) over (partition by deal_id order by rank desc rows between unbounded preceding and 1 preceding) as later
      from entries
    )
    select j.rank, count(*)::int as entered,
      count(*) filter (where j.later >= j.first)::int as went_on,
      count(*) filter (where b.status = 'lost' and (j.later < j.first or j.later is null))::int as lost,
      count(*) filter (where b.status <> 'open')::int as closed,
      count(*) filter (where b.status = 'won')::int as won
    from journeys j
    join (${bookOf(sight.workspaceId, "now")}) b on b.deal_id = j.deal_id
    where ${inScope(sight)} and ${mayBeSeen(sight)}
    group by j.rank order by j.rank`);
  const byRank = new Map(rows.map((row) => [row.rank, row]));
  return OPEN_STAGES.map((stage, i) => {
    const { entered = 0, went_on = 0, lost = 0, closed = 0, won = 0 } = byRank.get(i) ?? {};
    return {
      stage,
      entered,
      undecided: entered - went_on - lost,
      goesOn: rateOf(went_on, went_on + lost, usuallyGoesOn(i)),
      isWon: rateOf(won, closed, stageProbability(stage) / 100),
    };
  });
}

/** What the default probabilities say: of deals that win with 30 % here and 35 % in the next stage, 30/35 get there. */
function usuallyGoesOn(rank: number): number {
  const here = STAGES[rank];
  const next = STAGES[rank + 1];
  return here && next ? stageProbability(here) / stageProbability(next) : 1;
}

/** How long deals stay in a stage, in days: those that have left it, and those that are in it now. */
export type StageStay = {
  stage: Stage;
  /** Median of the stays that began and ended since; null when none did. */
  usualDays: number | null;
  ended: number;
  /** Median so far of the open deals in it. */
  nowDays: number | null;
  here: number;
};

/** The usual and the present length of stay in each stage. */
export async function stageStays(
  tx: Tx,
  sight: Sight,
  since: Date,
  now: Date,
): Promise<StageStay[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const from = sql`${since.toISOString()}::timestamptz`;
  const [ended, present] = await Promise.all([
    tx.execute<{ stage: Stage; days: number; count: number }>(sql`
      select h.to_stage as stage, count(*)::int as count,
        percentile_cont(0.5) within group (order by extract(epoch from h.left_at - h.at) / 86400)::float8 as days
      from (
        select s.deal_id, s.to_stage, s.kind, s.at, lead(s.at) over w as left_at, lead(s.kind) over w as next_kind
        from stage_history s where s.workspace_id = ${sight.workspaceId} and s.at >= ${from}
        window w as (partition by s.deal_id order by s.at, s.id)
      ) h join (${bookOf(sight.workspaceId, "now")}) b on b.deal_id = h.deal_id
      where h.left_at is not null and h.to_stage not like 'closed%'
        and h.next_kind <> 'undone' and ${inScope(sight)} and ${mayBeSeen(sight)}
      group by h.to_stage`),
    tx.execute<{ stage: Stage; days: number; count: number }>(sql`
      select b.stage, count(*)::int as count,
        percentile_cont(0.5) within group (order by extract(epoch from ${at} - b.stage_entered_at) / 86400)::float8 as days
      from (${bookOf(sight.workspaceId, "now")}) b
      where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)} group by b.stage`),
  ]);
  const find = (rows: typeof ended, stage: Stage) => rows.find((row) => row.stage === stage);
  return OPEN_STAGES.map((stage) => ({
    stage,
    usualDays: find(ended, stage)?.days ?? null,
    ended: find(ended, stage)?.count ?? 0,
    nowDays: find(present, stage)?.days ?? null,
    here: find(present, stage)?.count ?? 0,
  }));
}
