import { stringify } from "yaml";
import type { Settings } from "../../../kernel/settings.ts";
import { plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { bold, channelLink, code, join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { DEFAULTS, listSettings, valueAt } from "../domain/path.ts";

/** A value as one would type it: `30`, `on` as `true`, a list in brackets. */
export function settingText(value: unknown): string {
  if (value === undefined || value === null) return "none";
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

function isDefault(path: string, value: unknown): boolean {
  return JSON.stringify(valueAt(DEFAULTS, path.split("."))) === JSON.stringify(value);
}

function line({ path, value }: { path: string; value: unknown }): Mrkdwn {
  const own = isDefault(path, value) ? "" : " (yours)";
  const shown =
    typeof value === "string" && /^C[A-Z0-9]{5,}$/.test(value)
      ? channelLink(value)
      : settingText(value);
  return md`${code(path)}: ${shown}${own}`;
}

const HOW = md`Change one with ${code("/deal settings set quote.validDays 45")}, give it back its default with ${code("/deal settings reset quote.validDays")}.`;

/** The sections, and what this workspace has set otherwise than the defaults. */
export function settingsOverview(settings: Settings): Reply {
  const own = listSettings(settings).filter(({ path, value }) => !isDefault(path, value));
  const text =
    own.length === 0
      ? md`Everything is as it comes.`
      : md`${plural(own.length, "setting")} of your own, the rest is as it comes.`;
  const names = Object.keys(settings).map((key) => code(key));
  return {
    text,
    blocks: [
      section(lines(text, ...own.map(line))),
      section(md`Look into one with ${code("/deal settings quote")}: ${join(names, ", ")}`),
      context(HOW),
    ],
  };
}

/** One section, setting by setting. */
export function settingsSection(name: string, settings: Settings): Reply {
  const shown = listSettings(settings).filter(
    ({ path }) => path === name || path.startsWith(`${name}.`),
  );
  const text = md`${bold(name)}: ${plural(shown.length, "setting")}.`;
  return { text, blocks: [section(lines(text, ...shown.map(line))), context(HOW)] };
}
