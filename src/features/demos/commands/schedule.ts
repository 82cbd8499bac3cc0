import { moment, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerDemo, showCard } from "../answers.ts";
import { whenText } from "../domain/when.ts";
import { schedule } from "../operations/demo-acts.ts";
import { clockOf, resolveDemo } from "../reading.ts";

const VERBS = [
  ["schedule", "Put a demo at a time; without one, three free times to choose from"],
  ["move", "Move a demo to another time; its reminders follow"],
] as const;

/** `/demo schedule` and `/demo move`: the same act, called as people call it. */
export const scheduleCommands = VERBS.map(([verb, summary]) =>
  defineCommand({
    command: "/demo",
    verb,
    summary,
    example: `/demo ${verb} acme tomorrow 15:00`,
    permission: "engineering.work",
    args: { demo: thingRef("demo"), when: optional(moment()) },
    async run({ demo, when }, call) {
      const id = await resolveDemo(call, demo);
      if (!when) return showCard(call, id, { times: true });
      const change = await schedule(call, id, when);
      const verbed = change.before.status === "scheduled" ? "Moved" : "Scheduled";
      return answerDemo(
        call,
        change,
        (name) => md`${verbed} ${name}: ${whenText(when, clockOf(call))}.`,
      );
    },
  }),
);
