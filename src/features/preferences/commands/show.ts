import { defineCommand } from "../../../slack/command.ts";
import { preferencesForm } from "../modal.ts";
import { showPreferences } from "../set-preferences.ts";
import { preferencesCard } from "../views.ts";

/** `/notify` alone. */
export const showCommand = defineCommand({
  command: "/notify",
  verb: "show",
  summary: "What I tell you, and when",
  example: "/notify",
  permission: "help.read",
  args: {},
  shorthand: /^$/,
  run: async (_, call) => preferencesCard(await showPreferences(call)),
});

/** `/notify set`: all of it in one form. */
export const setCommand = defineCommand({
  command: "/notify",
  verb: "set",
  summary: "Everything in one form",
  example: "/notify set",
  permission: "help.read",
  args: {},
  async run(_, call) {
    await call.open(preferencesForm(call));
    return null;
  },
});
