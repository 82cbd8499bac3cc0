import { type Action, onAction } from "../../slack/action.ts";
import { editPreferences, resumeNow, snoozeNow } from "./actions.ts";
import { resume, snooze } from "./commands/times.ts";
import { preferencesForm } from "./modal.ts";

/** What the card's buttons do. */
export const preferencesActions: readonly Action[] = [
  onAction(editPreferences, async (_, call) => {
    await call.open(preferencesForm(call));
    return null;
  }),
  onAction(snoozeNow, async ({ until }, call) => ({
    ...(await snooze(call, until)),
    replace: call.inPlace,
  })),
  onAction(resumeNow, async (_, call) => ({ ...(await resume(call)), replace: call.inPlace })),
];
