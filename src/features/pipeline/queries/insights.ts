import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import { RISKS, type Risk, type Stage, type Viewing } from "../../deals/index.ts";
import { bookOf } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";

/** An open deal with the rules that stand on it and nobody has put off. */
export type Insight = {
  dealId: number;
  title: string;
  accountName: string | null;
  ownerId: number;
  ownerName: string;
  stage: Stage;
  amount: Money | null;
  closeDate: Day | null;
  nextStepDate: Day | null;
  closePushes: number;
  stageEnteredAt: Date;
  lastActivityAt: Date;
  /** The worst first. */
  rules: { rule: Risk; firedAt: Date; toldAt: Date | null }[];
};

/** Alerts that stand, with how many deals have any. */
export type InsightPage = { insights: Insight[]; deals: number };

/**
 * The deals of a scope on which a rule stands, the largest first. A rule that was snoozed, or called wrong, is left out as long as
 * it stands. `refreshInsights` says what stands; call it before.
 */
export async function listInsights(
  tx: Tx,
  viewing: Viewing,
  sight: Sight,
  limit: number,
): Promise<InsightPage> {
  const { baseCurrency } = viewing.settings;
  const rows = await tx.execute<{
    deal_id: number;
    title: string;
    account: string | null;
    owner_id: number;
    owner: string;
    stage: Stage;
    amount: string | null;
    currency: string;
    close_date: Day | null;
    next_step_date: Day | null;
    close_pushes: number;
    stage_entered: string;
    last_activity: string;
    rules: { rule: Risk; fired: string; told: string | null }[];
    deals: number;
  }>(sql`
    select d.id as deal_id, d.title, a.name as account, d.owner_id, p.name as owner, d.stage, d.amount, d.currency,
      d.close_date::text as close_date, d.next_step_date::text as next_step_date, d.close_pushes,
      d.stage_entered_at::text as stage_entered, d.last_activity_at::text as last_activity, i.rules,
      count(*) over ()::int as deals
    from (
      select deal_id, jsonb_agg(jsonb_build_object('rule', rule, 'fired', fired_at, 'told', told_at)) as rules
      from insight_states where workspace_id = ${sight.workspaceId} and resolved_at is null and not wrong
        and (snoozed_until is null or snoozed_until <= ${viewing.today}::date)
      group by deal_id
    ) i
    join (${bookOf(sight.workspaceId, "now")}) b on b.deal_id = i.deal_id and b.status = 'open'
    join deals d on d.workspace_id = ${sight.workspaceId} and d.id = i.deal_id
    join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where ${inScope(sight)} and ${mayBeSeen(sight)}
    order by (d.currency = ${baseCurrency}) desc, d.amount desc nulls last, d.id limit ${limit}`);
  return {
    deals: rows[0]?.deals ?? 0,
    insights: rows.map((row) => ({
      dealId: row.deal_id,
      title: row.title,
      accountName: row.account,
      ownerId: row.owner_id,
      ownerName: row.owner,
      stage: row.stage,
      amount: row.amount === null ? null : { minor: Number(row.amount), currency: row.currency },
      closeDate: row.close_date,
      nextStepDate: row.next_step_date,
      closePushes: row.close_pushes,
      stageEnteredAt: new Date(row.stage_entered),
      lastActivityAt: new Date(row.last_activity),
      rules: row.rules
        .map(({ rule, fired, told }) => ({
          rule,
          firedAt: new Date(fired),
          toldAt: told === null ? null : new Date(told),
        }))
        .sort((x, y) => RISKS.indexOf(x.rule) - RISKS.indexOf(y.rule)),
    })),
  };
}
