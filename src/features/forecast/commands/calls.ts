import { AppError } from "../../../kernel/errors.ts";
import type { PersonRef } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { resolvePerson } from "../../people/index.ts";
import { scopeOf } from "../../pipeline/index.ts";
import { openAdjustment, openCall } from "../calling.ts";
import { showCalls } from "../reviews.ts";
import { forecastWords } from "./request-words.ts";
import { requestOf } from "./show.ts";

export const submitCommand = defineCommand({
  command: "/forecast",
  verb: "submit",
  summary: "Say what your period will bring: commit, best case and a note, in a form",
  example: "/forecast submit q4",
  permission: "forecast.own",
  args: { about: forecastWords },
  async run({ about }, call) {
    const { period } = requestOf(about, call);
    await call.open(openCall(call, { kind: period.kind, startsOn: period.from }));
    return null;
  },
});

export const adjustCommand = defineCommand({
  command: "/forecast",
  verb: "adjust",
  summary: "Count on another amount than somebody's call, with the reason, in a form",
  example: "/forecast adjust @bea q4",
  permission: "forecast.roll_up",
  args: { about: forecastWords },
  async run({ about }, call) {
    const { period, who } = requestOf(about, call);
    if (!who)
      throw new AppError(
        "bad_input",
        "Whose call is it?",
        "Name the person: `/forecast adjust @bea`.",
      );
    const found = await resolvePerson(call, refOf(who));
    await call.open(openAdjustment(call, found.id, { kind: period.kind, startsOn: period.from }));
    return null;
  },
});

export const callsCommand = defineCommand({
  command: "/forecast",
  verb: "calls",
  summary: "What everyone said, what managers adjusted, and what it comes to by team",
  example: "/forecast calls team q4",
  permission: "forecast.own",
  args: { about: forecastWords },
  async run({ about }, call) {
    const request = requestOf(about, call);
    return showCalls(call, await scopeOf(call, request), request.period);
  },
});

function refOf(who: string): PersonRef {
  const mention = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(who)?.[1];
  return mention ? { slackUserId: mention } : { name: who.replace(/^@/, "") };
}
