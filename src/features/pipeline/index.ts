import type { Feature } from "../../feature.ts";
import { changesCommand } from "./commands/changes.ts";
import { insightsCommand } from "./commands/insights.ts";
import { kpisCommand } from "./commands/kpis.ts";
import { monthCommand } from "./commands/month.ts";
import { quotaCommand } from "./commands/quota.ts";
import { repCommand } from "./commands/rep.ts";
import { stageCommand } from "./commands/stage.ts";
import { summaryCommand } from "./commands/summary.ts";
import { trendCommand } from "./commands/trend.ts";
import { pipelineActions } from "./interactions.ts";
import { pipelineSchedules, refreshJob, takeSnapshotsJob } from "./jobs.ts";

export { openReport } from "./actions.ts";
export { type Change, changeName, VALUE_CHANGES } from "./domain/change.ts";
export { type HandedInKpi, type Kpi, kpiDefinition } from "./domain/kpi.ts";
export { type HeldQuota, type QuotaPeriod, quotaPeriodOf } from "./domain/quota.ts";
export { coverage, type Rate, rateOf } from "./domain/rates.ts";
export type { Ask, Report, Scope, Span } from "./domain/report.ts";
export { parseReportRequest, type ReportRequest } from "./domain/request.ts";
export { answerInsight, type Feedback } from "./operations/answer-insight.ts";
export { recordKpi } from "./operations/record-kpi.ts";
export { markInsightsTold, refreshInsights } from "./operations/refresh-insights.ts";
export { ensureHistory, takeSnapshots } from "./operations/take-snapshots.ts";
export { bookOf } from "./queries/book.ts";
export { type ChangeSum, listChanges } from "./queries/changes.ts";
export {
  type BookedMonth,
  bookedByMonth,
  type ClosedFigures,
  closedFigures,
} from "./queries/closed.ts";
export { type StageConversion, stageConversions } from "./queries/conversion.ts";
export { dealsAsOf, type PastDeal } from "./queries/deals-as-of.ts";
export { type Insight, listInsights } from "./queries/insights.ts";
export { quotaOf } from "./queries/quotas.ts";
export {
  findScope,
  inScope,
  isOutsideSales,
  mayBeSeen,
  type ScopeFound,
  type Sight,
} from "./queries/scope.ts";
export {
  type Sum,
  totalAtRisk,
  totalByRep,
  totalByStage,
  totalClosing,
  totalWon,
} from "./queries/totals.ts";
export { totalByDay } from "./queries/trend.ts";
export { scopeOf } from "./reporting.ts";
export { type ReportContext, standingOf } from "./reports/context.ts";
export { alert } from "./reports/insights.ts";
export {
  amountCell,
  inMajor,
  leadingCurrency,
  percent,
  shortChange,
  shortTotals,
} from "./views/amounts.ts";
export { ofWhom } from "./views/frame.ts";

/** What is in the pipeline, how it came to be so, and what is at risk. */
export const pipelineFeature: Feature = {
  name: "pipeline",
  commands: [
    summaryCommand,
    stageCommand,
    repCommand,
    monthCommand,
    trendCommand,
    changesCommand,
    insightsCommand,
    kpisCommand,
    quotaCommand,
  ],
  actions: pipelineActions,
  jobs: [takeSnapshotsJob, refreshJob],
  schedules: pipelineSchedules,
};
