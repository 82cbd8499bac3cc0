import { AppError } from "../../../kernel/errors.ts";
import { nearest } from "../../../kernel/text.ts";
import { optional, word } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { settingsOverview, settingsSection } from "../views/settings.ts";

export const showSettings = defineCommand({
  command: "/deal",
  verb: "settings",
  summary: "The settings of this workspace, or of one section; admins",
  example: "/deal settings quote",
  permission: "workspace.administer",
  args: { section: optional(word("a section like quote")) },
  async run({ section }, call) {
    if (section === undefined) return settingsOverview(call.settings);
    const names = Object.keys(call.settings);
    const wanted = section.toLowerCase();
    const name = names.find((one) => one.toLowerCase() === wanted);
    if (name) return settingsSection(name, call.settings);
    const near = nearest(section, names);
    throw new AppError(
      "not_found",
      `There is no section “${section}” of the settings.`,
      near ? `Did you mean \`/deal settings ${near}\`?` : "`/deal settings` lists them.",
    );
  },
});
