import type { Feature } from "../../feature.ts";
import { adjustCommand, callsCommand, submitCommand } from "./commands/calls.ts";
import { categoriseCommand } from "./commands/categorise.ts";
import { accuracyCommand, backtestCommand, historyCommand } from "./commands/reviews.ts";
import { showForecastCommand } from "./commands/show.ts";
import { forecastActions, forecastShortcuts } from "./interactions.ts";
import { backtestJob, forecastSchedules, learnJob, snapshotJob } from "./jobs.ts";
import { adjustModal, callModal } from "./modals/calls.ts";
import { backtestEnded, callAdjusted, forecastMoved } from "./notifications.ts";

export { openForecast } from "./actions.ts";
export { showForecast } from "./answers.ts";
export { isSilent } from "./domain/method.ts";
export { forecastPeriod } from "./domain/period.ts";
export { standpointOf } from "./forecasting.ts";
export { makeForecast, readLearned } from "./operations/make-forecast.ts";

/** What a period will bring, how sure that is, and what people say themselves. */
export const forecastFeature: Feature = {
  name: "forecast",
  commands: [
    showForecastCommand,
    submitCommand,
    callsCommand,
    adjustCommand,
    categoriseCommand,
    accuracyCommand,
    historyCommand,
    backtestCommand,
  ],
  modals: [callModal, adjustModal],
  actions: forecastActions,
  shortcuts: forecastShortcuts,
  jobs: [learnJob, backtestJob, snapshotJob],
  schedules: forecastSchedules,
  notifications: [callAdjusted, forecastMoved, backtestEnded],
};
