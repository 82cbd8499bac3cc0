import { TOPICS, type Topic } from "../../../notify/topics.ts";
import { choice } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { setPreferences } from "../set-preferences.ts";
import { nextWords, preferencesCard } from "../views.ts";

/** Topics by their names and by the words people use for them. */
const NAMES: Readonly<Record<string, Topic>> = {
  ...Object.fromEntries((Object.keys(TOPICS) as Topic[]).map((topic) => [topic, topic])),
  approval: "approvals",
  lead: "leads",
  deals: "deal_changes",
  deal: "deal_changes",
  changes: "deal_changes",
  reminder: "reminders",
  morning_message: "morning",
  digests: "digest",
  win: "wins",
  alert: "alerts",
};

const topic = choice("topic", NAMES, 3);

/** `/notify off deal changes`. */
export const offCommand = defineCommand({
  command: "/notify",
  verb: "off",
  summary: "Stops one kind of message",
  example: "/notify off deal changes",
  permission: "help.read",
  args: { topic },
  run: (args, call) => switchTopic(args.topic, false, call),
});

/** `/notify on deal changes`. */
export const onCommand = defineCommand({
  command: "/notify",
  verb: "on",
  summary: "Starts one kind of message again",
  example: "/notify on deal changes",
  permission: "help.read",
  args: { topic },
  run: (args, call) => switchTopic(args.topic, true, call),
});

async function switchTopic(name: Topic, isOn: boolean, call: Parameters<typeof setPreferences>[0]) {
  const shown = await setPreferences(call, ({ topics }) => ({
    topics: { ...topics, [name]: isOn },
  }));
  const { label, about } = TOPICS[name];
  const said = isOn
    ? md`${bold(label)} is on: ${about}. ${nextWords(shown) ?? ""}`
    : md`${bold(label)} is off. Back with \`/notify on ${name.replaceAll("_", " ")}\`.`;
  return preferencesCard(shown, said);
}
