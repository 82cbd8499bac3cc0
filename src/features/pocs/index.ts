import type { Feature } from "../../feature.ts";
import { acceptCommand } from "./commands/accept.ts";
import { completeCommand } from "./commands/complete.ts";
import { deliverableCommand } from "./commands/deliverable.ts";
import { editCommand } from "./commands/edit.ts";
import { extendCommand } from "./commands/extend.ts";
import { gradeCommand } from "./commands/grade.ts";
import { listCommand } from "./commands/list.ts";
import { rejectCommand } from "./commands/reject.ts";
import { reportCommand } from "./commands/report.ts";
import { scopeCommand } from "./commands/scope.ts";
import { showCommand } from "./commands/show.ts";
import { startCommand } from "./commands/start.ts";
import { pocActions, pocShortcuts } from "./interactions.ts";
import { remindJob, shareReportJob } from "./jobs.ts";
import { deliverablesModal } from "./modals/deliverables.ts";
import { criteriaModal, editPocModal } from "./modals/edit-poc.ts";
import { acceptModal, evidenceModal, extendModal, rejectModal } from "./modals/run-poc.ts";
import { scopePocModal } from "./modals/scope-poc.ts";
import { pocDue } from "./notifications.ts";

export { showPoc } from "./actions.ts";
export { standardCriteria } from "./domain/criteria.ts";
export {
  type Criterion,
  type Grade,
  type Poc,
  type PocStatus,
  pocId,
} from "./domain/poc.ts";
export { type HealthProblem, type Progress, pocHealth, progressOf } from "./domain/progress.ts";
export {
  acceptPoc,
  completePoc,
  extendPoc,
  gradePoc,
  rejectPoc,
  startPoc,
} from "./operations/live.ts";
export { scopePoc } from "./operations/scope-poc.ts";

/** Proofs of concept: scoped, run, graded, accepted. */
export const pocsFeature: Feature = {
  name: "pocs",
  commands: [
    scopeCommand,
    showCommand,
    listCommand,
    startCommand,
    gradeCommand,
    extendCommand,
    completeCommand,
    acceptCommand,
    rejectCommand,
    editCommand,
    deliverableCommand,
    reportCommand,
  ],
  modals: [
    scopePocModal,
    editPocModal,
    criteriaModal,
    extendModal,
    acceptModal,
    rejectModal,
    evidenceModal,
    deliverablesModal,
  ],
  actions: pocActions,
  shortcuts: pocShortcuts,
  jobs: [remindJob, shareReportJob],
  notifications: [pocDue],
};
