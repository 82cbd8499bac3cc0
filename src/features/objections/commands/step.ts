import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { answerObjection, statusNotice } from "../answers.ts";
import type { Step } from "../domain/lifecycle.ts";
import { reopenModal } from "../modals/one-thing.ts";
import { moveOn } from "../operations/move-on.ts";
import { resolveObjection } from "../reading.ts";

function stepCommand(verb: Exclude<Step, "reopen">, summary: string, example: string) {
  return defineCommand({
    command: "/objection",
    verb,
    summary,
    example,
    permission: "discovery.log",
    args: { objection: thingRef("obj"), note: optional(phrase("how it went")) },
    async run({ objection, note }, call) {
      const id = await resolveObjection(call, objection);
      const change = await moveOn(call, id, verb, note ?? null);
      return answerObjection(call, change, statusNotice(change));
    },
  });
}

export const answerCommand = stepCommand(
  "answer",
  "Say that the customer has an answer",
  "/objection answer obj_9 sent the ROI sheet",
);

export const resolveCommand = stepCommand(
  "resolve",
  "Say that the customer is content",
  "/objection resolve obj_9 they accept the price",
);

export const unresolvedCommand = stepCommand(
  "unresolved",
  "Say that the answer did not convince",
  "/objection unresolved obj_9 they still want 20 % off",
);

export const reopenCommand = defineCommand({
  command: "/objection",
  verb: "reopen",
  summary: "Open a settled objection again, with the reason",
  example: "/objection reopen obj_9 their CFO brought it up again",
  permission: "discovery.log",
  args: { objection: thingRef("obj"), why: optional(phrase("the reason")) },
  async run({ objection, why }, call) {
    const id = await resolveObjection(call, objection, true);
    if (!why) {
      await call.open(reopenModal.open({ id }));
      return null;
    }
    const change = await moveOn(call, id, "reopen", why);
    return answerObjection(call, change, statusNotice(change));
  },
});
