import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

/** Opens the form with all of a person's preferences. */
export const editPreferences = defineAction({
  id: "preferences.edit",
  permission: "help.read",
  value: z.object({}),
});

/** Silence for a while, in the words of `/notify snooze`. */
export const snoozeNow = defineAction({
  id: "preferences.snooze",
  permission: "help.read",
  value: z.object({ until: z.string() }),
});

/** Ends the silence. */
export const resumeNow = defineAction({
  id: "preferences.resume",
  permission: "help.read",
  value: z.object({}),
});
