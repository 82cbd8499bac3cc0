import type { Feature } from "../../feature.ts";
import { changeCommand, pauseCommand, resumeCommand, stopCommand } from "./commands/change.ts";
import { hereCommand } from "./commands/here.ts";
import { listCommand } from "./commands/list.ts";
import { morningCommand } from "./commands/morning.ts";
import { againCommand, previewCommand } from "./commands/preview.ts";
import { digestActions } from "./interactions.ts";
import { tickJob, tickSchedule, writeJob } from "./jobs.ts";
import { digestPosted, digestTurnedOff, morningPosted } from "./notifications.ts";
import { nextMorning } from "./operations/next-morning.ts";
import { digestUndelivered } from "./operations/turn-off.ts";

export { jobsCommand } from "./commands/jobs.ts";

/** The pipeline in a channel at its hour, and everyone's own morning. */
export const digestFeature: Feature = {
  name: "digest",
  commands: [
    hereCommand,
    listCommand,
    previewCommand,
    againCommand,
    changeCommand,
    pauseCommand,
    resumeCommand,
    stopCommand,
    morningCommand,
  ],
  actions: digestActions,
  jobs: [tickJob, writeJob],
  schedules: [tickSchedule],
  notifications: [digestPosted, morningPosted, digestTurnedOff],
  nextMorning,
  undeliverable: digestUndelivered,
};
