import type { Feature } from "../../feature.ts";
import { setCommand, showCommand } from "./commands/show.ts";
import { daysCommand, quietCommand, resumeCommand, snoozeCommand } from "./commands/times.ts";
import { offCommand, onCommand } from "./commands/topics.ts";
import { preferencesActions } from "./interactions.ts";
import { preferencesModal } from "./modal.ts";

export { snoozeNow } from "./actions.ts";

/** What a person is told, and when. */
export const preferencesFeature: Feature = {
  name: "preferences",
  commands: [
    showCommand,
    offCommand,
    onCommand,
    quietCommand,
    daysCommand,
    snoozeCommand,
    resumeCommand,
    setCommand,
  ],
  modals: [preferencesModal],
  actions: preferencesActions,
};
