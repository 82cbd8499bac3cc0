import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { preparedByShape } from "../../../db/prepared.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Deal } from "../domain/deal.ts";
import { RISKS, type Risk } from "../domain/risk.ts";
import { OPEN_STAGES, type Stage } from "../domain/stage.ts";
import { accounts } from "../schema/accounts.ts";
import { closesOrLast, deals } from "../schema/deals.ts";
import {
  conditions,
  type DealFilter,
  FILTER_VALUES,
  type FilterShape,
  shapeOf,
  valuesOf,
} from "./filtered.ts";
import { riskColumns } from "./risk.ts";
import { owner } from "./standing.ts";
import type { Viewing } from "./viewing.ts";

/** Where a page ended: the next one starts behind it. */
export type DealCursor = { closes: string; id: number };

export type DealLine = Pick<
  Deal,
  "id" | "title" | "stage" | "amount" | "closeDate" | "nextStep" | "nextStepDate" | "closePushes"
> & { accountName: string | null; ownerName: string; ownerId: number; risks: Risk[] };

const findLines = preparedByShape(
  [...FILTER_VALUES, "afterCloses", "afterId", "limit"],
  (tx, values, shape: FilterShape & { isNext: boolean }) =>
    tx
      .select({
        id: deals.id,
        title: deals.title,
        stage: deals.stage,
        amount: deals.amount,
        currency: deals.currency,
        closeDate: deals.closeDate,
        closes: sql<string>`${closesOrLast(deals)}::text`,
        nextStep: deals.nextStep,
        nextStepDate: deals.nextStepDate,
        closePushes: deals.closePushes,
        accountName: accounts.name,
        ownerName: owner.name,
        ownerId: deals.ownerId,
        ...riskColumns(values),
      })
      .from(deals)
      .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
      .leftJoin(
        accounts,
        and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
      )
      .where(
        and(
          conditions(values, shape),
          shape.isNext
            ? sql`(${closesOrLast(deals)}, ${deals.id}) > (${values.afterCloses}::date, ${values.afterId}::int)`
            : undefined,
        ),
      )
      .orderBy(asc(closesOrLast(deals)), asc(deals.id))
      .limit(values.limit),
);

/** One page of deals, next to close first, those without a close date last. */
export async function listDeals(
  tx: Tx,
  viewing: Viewing,
  filter: DealFilter,
  page: { limit: number; after?: DealCursor | undefined },
): Promise<{ lines: DealLine[]; next: DealCursor | null }> {
  const rows = await findLines(
    tx,
    {
      ...valuesOf(viewing, filter),
      afterCloses: page.after?.closes ?? null,
      afterId: page.after?.id ?? null,
      limit: page.limit + 1,
    },
    { ...shapeOf(viewing, filter), isNext: page.after !== undefined },
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    lines: shown.map((row) => ({
      ...row,
      amount: row.amount === null ? null : { minor: row.amount, currency: row.currency },
      risks: RISKS.filter((risk) => row[risk]),
    })),
    next: rows.length > page.limit && last ? { closes: last.closes, id: last.id } : null,
  };
}

export type DealTotals = {
  count: number;
  value: Money[];
  weighted: Money[];
  /** At risk, and the actor's own. */
  needActor: number;
  atRisk: number;
};

const findTotals = preparedByShape(FILTER_VALUES, (tx, values, shape: FilterShape) => {
  const risky = or(...Object.values(riskColumns(values)));
  return tx
    .select({
      currency: deals.currency,
      count: sql<number>`count(*)::int`,
      value: sql<string>`coalesce(sum(${deals.amount}), 0)`,
      weighted: sql<string>`coalesce(sum(round(${deals.amount} * ${deals.probability} / 100.0)), 0)`,
      atRisk: sql<number>`(count(*) filter (where ${risky}))::int`,
      needActor: sql<number>`(count(*) filter (where ${risky} and ${deals.ownerId} = ${values.personId}))::int`,
    })
    .from(deals)
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .where(conditions(values, shape))
    .groupBy(deals.currency)
    .orderBy(sql`count(*) desc`, deals.currency);
});

/** How many deals the filter finds, and what they are worth in each currency. */
export async function totalDeals(
  tx: Tx,
  viewing: Viewing,
  filter: DealFilter,
): Promise<DealTotals> {
  const rows = await findTotals(tx, valuesOf(viewing, filter), shapeOf(viewing, filter));
  const total = (key: "count" | "atRisk" | "needActor") =>
    rows.reduce((sum, row) => sum + row[key], 0);
  const money = (key: "value" | "weighted") =>
    rows.map((row) => ({ minor: Number(row[key]), currency: row.currency }));
  return {
    count: total("count"),
    value: money("value"),
    weighted: money("weighted"),
    atRisk: total("atRisk"),
    needActor: total("needActor"),
  };
}

export type StageTotal = { stage: Stage; currency: string; count: number; value: Money };

/** The open pipeline by stage: what anyone in the workspace may see. */
export async function totalByStage(tx: Tx, workspaceId: string): Promise<StageTotal[]> {
  const rows = await tx
    .select({
      stage: deals.stage,
      currency: deals.currency,
      count: sql<number>`count(*)::int`,
      value: sql<string>`coalesce(sum(${deals.amount}), 0)`,
    })
    .from(deals)
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.status, "open")))
    .groupBy(deals.stage, deals.currency);
  return rows
    .map((row) => ({ ...row, value: { minor: Number(row.value), currency: row.currency } }))
    .sort((a, b) => OPEN_STAGES.indexOf(a.stage) - OPEN_STAGES.indexOf(b.stage));
}

/** Whether the workspace has any deal at all. */
export async function hasDeals(tx: Tx, workspaceId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: deals.id })
    .from(deals)
    .where(eq(deals.workspaceId, workspaceId))
    .limit(1);
  return rows.length > 0;
}
