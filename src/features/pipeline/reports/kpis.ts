import { subYears } from "date-fns/subYears";
import { addDays, addMonths, monthOf } from "../../../kernel/dates.ts";
import { currencyDigits, formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import {
  ENOUGH_CASES,
  KPIS,
  type Kpi,
  type KpiFigure,
  kpiDefinition,
  meetsTarget,
} from "../domain/kpi.ts";
import { velocity } from "../domain/rates.ts";
import { utcDay } from "../operations/timeline.ts";
import { type ClosedFigures, closedFigures, createdFigures } from "../queries/closed.ts";
import { type Counted, engineeringFigures, listHandedIn } from "../queries/kpis.ts";
import { type Sum, totalByStage } from "../queries/totals.ts";
import { leadingCurrency, percent, times } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, type Standing, spanOf, standingOf } from "./context.ts";
import { days } from "./stage.ts";

const MONTHS_OF_NEW_DEALS = 3;

/** The team's figures beside their targets, over the last 12 months, and how fast the pipeline brings money. */
export async function kpisReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const today = utcDay(viewing.now);
  const year = { from: addDays(addMonths(today, -12), 1), to: today };
  const thisMonth = monthOf(today).from;
  const months = { from: addMonths(thisMonth, -MONTHS_OF_NEW_DEALS), to: addDays(thisMonth, -1) };
  const span = spanOf(of);
  const [closed, created, engineering, open, handedIn] = await Promise.all([
    closedFigures(tx, scope.sight, year),
    createdFigures(tx, scope.sight, months),
    engineeringFigures(tx, scope.sight, subYears(viewing.now, 1)),
    totalByStage(tx, scope.sight, "now"),
    listHandedIn(tx, scope.sight.workspaceId),
  ]);
  const currency = leadingCurrency([...open, ...closed.sizes], viewing.settings.baseCurrency);
  const standing = await standingOf(of, span, currency);
  const size = closed.sizes.find((one) => one.currency === currency) ?? null;
  const figures: KpiFigure[] = [
    counted("discovery_completion", engineering.discovery),
    counted("demo_success", engineering.demos),
    counted("poc_acceptance", engineering.pocs),
    counted("objection_resolution", engineering.objections),
    counted("win_rate", { good: closed.won, cases: closed.won + closed.lost }),
    // Only the whole workspace has one, and only once somebody measures it.
    ...handedIn
      .filter(() => scope.sight.owners === null)
      .map(({ kpi, value, cases }) => ({ kpi, value, cases })),
    coverageFigure(standing),
    { kpi: "cycle", value: closed.cycleDays, cases: closed.won },
    { kpi: "deal_size", value: size?.average ?? null, cases: size?.count ?? 0 },
    {
      kpi: "deals_per_rep",
      value: created.reps === 0 ? null : created.deals / created.reps / MONTHS_OF_NEW_DEALS,
      cases: created.deals,
    },
  ];
  const digits = currencyDigits(currency);
  const shown = KPIS.flatMap((kpi) => figures.filter((figure) => figure.kpi === kpi)).map(
    (figure) => ({ figure, met: meetsTarget(figure, digits) }),
  );
  const judged = shown.filter(({ met }) => met !== null);
  const met = judged.filter((one) => one.met).length;
  const missed = judged
    .filter((one) => one.met === false)
    .map(({ figure }) => kpiDefinition(figure.kpi).name)
    // "PoC" keeps its letters.
    .map((name) =>
      /^[A-Z][a-z]+\b/.test(name) ? `${name[0]?.toLowerCase()}${name.slice(1)}` : name,
    );
  const score =
    judged.length > 0
      ? `${met} of ${plural(judged.length, "target")} met`
      : "too few cases to judge a target by yet";
  const text = md`${ofWhom(scope.title, score)}.${missed.length > 0 ? ` Missed: ${missed.join(", ")}.` : ""}${velocityWords(open, closed, size?.average ?? null, currency)}`;
  const { block } = dataTable({
    caption: "KPIs against their targets",
    columns: ["KPI", "Now", "Target", "Met", "From"],
    rows: shown.map(({ figure, met: isMet }) => {
      const { name } = kpiDefinition(figure.kpi);
      return [
        name,
        isMet === null ? missing(figure, standing) : words(figure.kpi, figure.value ?? 0, currency),
        targetWords(figure.kpi, currency),
        isMet === null ? "–" : isMet ? "met" : "not met",
        baseWords(figure),
      ];
    }),
  });
  return reportFrame(
    { report: "kpis", ask: of.ask, named: of.named },
    text,
    [block],
    [md`Over the last 12 months; coverage of ${span.label}; new deals over 3 whole months`],
  );
}

function missing({ kpi }: KpiFigure, { quota, coverage }: Standing): string {
  if (kpi !== "coverage" || coverage !== null) return "not enough data";
  return quota === null ? "no quota" : "quota reached";
}

function counted(kpi: Kpi, { good, cases }: Counted): KpiFigure {
  return { kpi, value: cases === 0 ? null : good / cases, cases, good };
}

function coverageFigure({ coverage, closing }: Standing): KpiFigure {
  return { kpi: "coverage", value: coverage?.open ?? null, cases: countOf(closing) };
}

function velocityWords(
  open: readonly Sum[],
  closed: ClosedFigures,
  averageSize: number | null,
  currency: string,
): string {
  const decided = closed.won + closed.lost;
  const winRate = decided < ENOUGH_CASES ? null : closed.won / decided;
  const count = countOf(open);
  const minor = velocity({ open: count, winRate, averageSize, cycleDays: closed.cycleDays });
  if (minor === null || winRate === null || averageSize === null || closed.cycleDays === null)
    return "";
  const money = (value: number) => formatMoney({ minor: Math.round(value), currency }, "short");
  return ` The pipeline brings about ${money(minor)} a day: ${plural(count, "open deal")} × ${percent(winRate)} won × ${money(averageSize)} ÷ ${days(closed.cycleDays)}.`;
}

function words(kpi: Kpi, value: number, currency: string): string {
  const { unit, target } = kpiDefinition(kpi);
  switch (unit) {
    case "share":
      // 89.8% does not pass 90%: rounded it would look as if it did.
      return value !== target && percent(value) === percent(target)
        ? `${(value * 100).toFixed(1)}%`
        : percent(value);
    case "times":
      return times(value);
    case "days":
      return days(value);
    case "money":
      return formatMoney({ minor: Math.round(value), currency }, "short");
    case "count":
      return value.toFixed(1);
  }
}

function targetWords(kpi: Kpi, currency: string): string {
  const { unit, target, better } = kpiDefinition(kpi);
  const value = unit === "money" ? target * 10 ** currencyDigits(currency) : target;
  return `${better === "above" ? "over" : "under"} ${unit === "count" ? target : words(kpi, value, currency)}`;
}

function baseWords({ kpi, cases, good }: KpiFigure): string {
  const { of } = kpiDefinition(kpi);
  if (cases === 0) return "–";
  return good === undefined
    ? `${cases.toLocaleString("en-US")} ${cases === 1 ? of.replace(/\bdeals\b/, "deal") : of}`
    : `${good} of ${cases} ${of}`;
}
