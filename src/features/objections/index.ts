import type { Feature } from "../../feature.ts";
import { followUpCommand } from "./commands/follow-up.ts";
import { addPlayCommand, libraryCommand } from "./commands/library.ts";
import { listCommand } from "./commands/list.ts";
import { logCommand } from "./commands/log.ts";
import { showCommand } from "./commands/show.ts";
import { statsCommand } from "./commands/stats.ts";
import {
  answerCommand,
  reopenCommand,
  resolveCommand,
  unresolvedCommand,
} from "./commands/step.ts";
import { objectionActions, objectionShortcuts } from "./interactions.ts";
import { followUpReminderJob } from "./jobs.ts";
import { logObjectionModal } from "./modals/log-objection.ts";
import { classifyModal, followUpModal, notResolvedModal, reopenModal } from "./modals/one-thing.ts";
import { playModal } from "./modals/play.ts";
import { followUpDue } from "./notifications.ts";

export {
  OBJECTION_STATUSES,
  OBJECTION_TYPES,
  type ObjectionStatus,
  type ObjectionType,
  objectionId,
  SEVERITIES,
  type Severity,
  typeName,
} from "./domain/objection.ts";
export { logObjection, type NewObjection } from "./operations/log-objection.ts";
export { moveOn } from "./operations/move-on.ts";
export { usePlay } from "./operations/use-play.ts";

/** What customers object to, what the team answers, and what of it works. */
export const objectionsFeature: Feature = {
  name: "objections",
  commands: [
    logCommand,
    showCommand,
    listCommand,
    answerCommand,
    resolveCommand,
    unresolvedCommand,
    reopenCommand,
    followUpCommand,
    libraryCommand,
    addPlayCommand,
    statsCommand,
  ],
  modals: [
    logObjectionModal,
    classifyModal,
    notResolvedModal,
    reopenModal,
    followUpModal,
    playModal,
  ],
  actions: objectionActions,
  shortcuts: objectionShortcuts,
  jobs: [followUpReminderJob],
  notifications: [followUpDue],
};
