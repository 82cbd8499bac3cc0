import type { Tx } from "../../../db/client.ts";
import { asDay, periodLabel, quarterOf } from "../../../kernel/dates.ts";
import type { Viewing } from "../../deals/index.ts";
import { quotaPeriodOf } from "../domain/quota.ts";
import { coverage } from "../domain/rates.ts";
import type { Ask, Span } from "../domain/report.ts";
import { quotaOf } from "../queries/quotas.ts";
import type { ScopeFound } from "../queries/scope.ts";
import { type Sum, totalClosing, totalWon } from "../queries/totals.ts";

/** All a report is made from. */
export type ReportContext = {
  tx: Tx;
  viewing: Viewing;
  scope: ScopeFound;
  ask: Ask;
  /** False for readers outside sales. */
  named: boolean;
};

const FIRST_DAY = asDay("1900-01-01");

/** The days the report is about: those asked for, else the quarter the reader is in. */
export function spanOf({ ask, viewing }: Pick<ReportContext, "ask" | "viewing">): Span {
  return (
    ask.span ?? {
      ...quarterOf(viewing.today),
      label: periodLabel("quarter", viewing.today),
    }
  );
}

/** How a scope stands towards its quota. */
export type Standing = {
  /** Open deals that close by the end of the period, those that should have closed already among them. */
  closing: Sum[];
  won: Sum[];
  /** In minor units of the leading currency; null without one. */
  quota: number | null;
  isDerived: boolean;
  /** Open value and weighted value over what the quota lacks; null without a quota or when it is reached. */
  coverage: { open: number; weighted: number } | null;
};

/** What is won and what is open until the end of a period, beside its quota. */
export async function standingOf(
  { tx, scope }: ReportContext,
  span: Span,
  currency: string,
): Promise<Standing> {
  const kind = quotaPeriodOf(span);
  const [closing, won, quota] = await Promise.all([
    totalClosing(tx, scope.sight, { from: FIRST_DAY, to: span.to }),
    totalWon(tx, scope.sight, span),
    kind ? quotaOf(tx, scope, kind, span.from, currency) : null,
  ]);
  const of = (sums: Sum[], key: "value" | "weighted") =>
    sums.find((sum) => sum.currency === currency)?.[key] ?? 0;
  const wonValue = of(won, "value");
  const open = coverage(of(closing, "value"), quota?.minor ?? null, wonValue);
  const weighted = coverage(of(closing, "weighted"), quota?.minor ?? null, wonValue);
  return {
    closing,
    won,
    quota: quota?.minor ?? null,
    isDerived: quota?.derived ?? false,
    coverage: open === null || weighted === null ? null : { open, weighted },
  };
}

/** The values of sums as amounts to be written. */
export function valuesOf(sums: readonly Sum[], key: "value" | "weighted" = "value") {
  return sums.map((sum) => ({ currency: sum.currency, minor: sum[key] }));
}

/** How many deals there are in all of these sums. */
export function countOf(sums: readonly Sum[]): number {
  return sums.reduce((total, sum) => total + sum.count, 0);
}
