import type { Feature } from "../../feature.ts";
import { assignCommand } from "./commands/assign.ts";
import { cancelCommand } from "./commands/cancel.ts";
import { deliverCommand } from "./commands/deliver.ts";
import { environmentCommands } from "./commands/environment.ts";
import { listCommand } from "./commands/list.ts";
import { noShowCommand } from "./commands/no-show.ts";
import { requestCommand } from "./commands/request.ts";
import { scheduleCommands } from "./commands/schedule.ts";
import { showCommand } from "./commands/show.ts";
import { demoActions, demoShortcuts } from "./interactions.ts";
import { dailyRefresh, refreshJob, remindJob } from "./jobs.ts";
import { editDemoModal, prepareDemoModal } from "./modals/edit-demo.ts";
import {
  anotherTimeModal,
  assignDemoModal,
  cancelDemoModal,
  deliverDemoModal,
  environmentModal,
} from "./modals/one-thing.ts";
import { requestDemoModal } from "./modals/request-demo.ts";
import {
  demoChanged,
  demoReminder,
  environmentFailed,
  environmentRefreshed,
} from "./notifications.ts";

export { showDemo } from "./actions.ts";
export { type Demo, type DemoStatus, demoId, type Outcome } from "./domain/demo.ts";
export {
  assign as assignDemo,
  deliver as deliverDemo,
  schedule as scheduleDemo,
} from "./operations/demo-acts.ts";
export { type DemoRequest, requestDemo } from "./operations/request-demo.ts";

/** Demos: asked for, given to a sales engineer, put into the calendar, delivered. */
export const demosFeature: Feature = {
  name: "demos",
  commands: [
    requestCommand,
    showCommand,
    listCommand,
    assignCommand,
    ...scheduleCommands,
    deliverCommand,
    noShowCommand,
    cancelCommand,
    ...environmentCommands,
  ],
  modals: [
    requestDemoModal,
    editDemoModal,
    prepareDemoModal,
    anotherTimeModal,
    assignDemoModal,
    deliverDemoModal,
    cancelDemoModal,
    environmentModal,
  ],
  actions: demoActions,
  shortcuts: demoShortcuts,
  jobs: [remindJob, refreshJob],
  schedules: [dailyRefresh],
  notifications: [demoChanged, demoReminder, environmentFailed, environmentRefreshed],
};
