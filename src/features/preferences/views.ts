import { formatInstant } from "../../kernel/dates.ts";
import { type Preferences, wants } from "../../notify/preferences.ts";
import { isAllowed, nextAllowed } from "../../notify/quiet.ts";
import { TOPICS, type Topic } from "../../notify/topics.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { bold, join, lines, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { daysText } from "../people/index.ts";
import { editPreferences, resumeNow, snoozeNow } from "./actions.ts";

/** A person's preferences with the clock they are read by. */
export type Shown = { preferences: Preferences; timeZone: string; now: Date };

const names = Object.keys(TOPICS) as Topic[];

/** What the person gets and when, under a sentence that says what was just changed. */
export function preferencesCard(shown: Shown, said: Mrkdwn | null = null): Reply {
  const { preferences, timeZone, now } = shown;
  const on = names.filter((topic) => wants(preferences, topic));
  const off = names.filter((topic) => !wants(preferences, topic));
  const list = (topics: readonly Topic[]) =>
    join(
      topics.map((topic) => TOPICS[topic].label),
      ", ",
    );
  const snoozedUntil = snoozeEnd(preferences, now);
  const heading = said ?? md`${bold("What I tell you, and when")}`;
  const silent = snoozedUntil
    ? md`${EMOJI.waiting} Snoozed until ${formatInstant(snoozedUntil, { now, timeZone })}`
    : said
      ? null
      : nextWords(shown);
  return {
    text: lines(heading, silent),
    blocks: [
      section(
        lines(
          heading,
          silent,
          md`On: ${on.length > 0 ? list(on) : "nothing"}`,
          off.length > 0 ? md`Off: ${list(off)}` : null,
          md`When: ${hoursText(preferences)}, your time (${timeZone})`,
        ),
      ),
      ...actions(
        editPreferences.button("Change…", {}),
        snoozedUntil ? resumeNow.button("Resume", {}) : null,
        snoozedUntil ? null : snoozeNow.button("Snooze 2 hours", { until: "2h" }, { key: "2h" }),
        snoozedUntil
          ? null
          : snoozeNow.button("Until tomorrow", { until: "tomorrow" }, { key: "tomorrow" }),
      ),
      context(
        lines(
          md`At most ${preferences.perHour} an hour; what is beyond is one summary. What waits is kept, not lost. An approval that needs you now comes at any hour.`,
          md`\`/notify off reminders\` · \`/notify quiet 20:00-08:00\` · \`/notify days mon-fri\` · \`/notify snooze until monday\``,
        ),
      ),
    ],
  };
}

/** "Mon–Fri 08:00–20:00"; the time between is when nothing comes. */
export function hoursText({ days, quietFrom, quietTo }: Preferences): string {
  const which = days.length === 7 ? "every day" : daysText(days);
  return quietFrom === quietTo
    ? `${which}, at any hour`
    : `${which}, quiet ${quietFrom}–${quietTo}`;
}

/** When the next message may come, if that isn't now. */
export function nextWords({ preferences, timeZone, now }: Shown): Mrkdwn | null {
  const hours = { ...preferences, timeZone };
  if (isAllowed(now, hours)) return null;
  return md`The next message comes ${formatInstant(nextAllowed(now, hours), { now, timeZone })} at the earliest.`;
}

function snoozeEnd({ snoozedUntil }: Preferences, now: Date): Date | null {
  return snoozedUntil && snoozedUntil > now ? snoozedUntil : null;
}
