import { formatInstant } from "../../../kernel/dates.ts";
import { type Arg, optional, phrase } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { daysText, readDays } from "../../people/index.ts";
import { type QuietHours, readQuietHours, readSnooze } from "../domain/read.ts";
import { setPreferences, showPreferences } from "../set-preferences.ts";
import { nextWords, preferencesCard } from "../views.ts";

const quietHours: Arg<QuietHours> = {
  ...phrase("hours like 20:00-08:00, or off"),
  parse: (words) => readQuietHours(words.map((word) => word.text).join(" ")),
};

const days: Arg<number[]> = {
  ...phrase("days like mon-fri, or every day"),
  parse(words) {
    const text = words.map((word) => word.text).join(" ");
    if (/^(every ?day|daily|all|any)$/i.test(text)) return [1, 2, 3, 4, 5, 6, 7];
    return readDays(/^(weekdays|workdays|working days)$/i.test(text) ? "" : text);
  },
};

/** `/notify quiet 20:00-08:00`. */
export const quietCommand = defineCommand({
  command: "/notify",
  verb: "quiet",
  summary: "The hours nothing comes, by your own clock; `off` for none",
  example: "/notify quiet 20:00-08:00",
  permission: "help.read",
  args: { hours: quietHours },
  async run({ hours: { from, to } }, call) {
    const shown = await setPreferences(call, () => ({ quietFrom: from, quietTo: to }));
    const said =
      from === to ? md`No quiet hours any more.` : md`Quiet from ${from} to ${to}, your time.`;
    return preferencesCard(shown, md`${said} ${nextWords(shown) ?? ""}`);
  },
});

/** `/notify days mon-fri`. */
export const daysCommand = defineCommand({
  command: "/notify",
  verb: "days",
  summary: "The days messages come",
  example: "/notify days mon-fri",
  permission: "help.read",
  args: { days },
  async run(args, call) {
    const shown = await setPreferences(call, () => ({ days: args.days }));
    const which = args.days.length === 7 ? "every day" : `on ${daysText(args.days)}`;
    return preferencesCard(shown, md`Messages come ${which}. ${nextWords(shown) ?? ""}`);
  },
});

/** `/notify snooze 2h`. */
export const snoozeCommand = defineCommand({
  command: "/notify",
  verb: "snooze",
  summary: "Silence for a while; it ends by itself. Alone, 2 hours",
  example: "/notify snooze until monday",
  permission: "help.read",
  args: { until: optional(phrase("2h, 3 days or until monday")) },
  run: ({ until = "2h" }, call) => snooze(call, until),
});

/** `/notify resume`. */
export const resumeCommand = defineCommand({
  command: "/notify",
  verb: "resume",
  summary: "Ends a snooze; what waited comes now",
  example: "/notify resume",
  permission: "help.read",
  args: {},
  run: (_, call) => resume(call),
});

/** Silence until then, in the words of the command. */
export async function snooze(call: Call, written: string): Promise<Reply> {
  const { now, actor } = call;
  const { preferences } = await showPreferences(call);
  const { quietFrom, quietTo } = preferences;
  const morning = quietFrom === quietTo ? "08:00" : quietTo;
  const snoozedUntil = readSnooze(written, { now, timeZone: actor.timeZone, morning });
  const shown = await setPreferences(call, () => ({ snoozedUntil }));
  const end = formatInstant(snoozedUntil, { now, timeZone: actor.timeZone });
  return preferencesCard(shown, md`Silent until ${end}. What comes meanwhile is kept.`);
}

/** Ends a snooze. */
export async function resume(call: Call): Promise<Reply> {
  const shown = await setPreferences(call, () => ({ snoozedUntil: null }));
  return preferencesCard(shown, md`Back. ${nextWords(shown) ?? "What waited comes now."}`);
}
