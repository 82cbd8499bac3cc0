import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerDemo } from "../answers.ts";
import { beforeForm } from "../interactions.ts";
import { cancelDemoModal } from "../modals/one-thing.ts";
import { cancel } from "../operations/demo-acts.ts";
import { resolveDemo } from "../reading.ts";

export const cancelCommand = defineCommand({
  command: "/demo",
  verb: "cancel",
  summary: "Cancel a demo, with the reason; without it a form opens",
  example: "/demo cancel acme The customer put the project on hold",
  permission: "engineering.work",
  args: { demo: thingRef("demo"), reason: optional(phrase("why")) },
  async run({ demo, reason }, call) {
    const id = await resolveDemo(call, demo);
    if (!reason) {
      await beforeForm(call, id, "cancel");
      await call.open(cancelDemoModal.open({ id }));
      return null;
    }
    const change = await cancel(call, id, reason);
    return answerDemo(call, change, (name) => md`Cancelled ${name}.`);
  },
});
