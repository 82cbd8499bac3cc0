import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../interactions.ts";
import { openDeliverables } from "../modals/deliverables.ts";
import { resolvePoc } from "../reading.ts";

export const deliverableCommand = defineCommand({
  command: "/poc",
  verb: "deliverable",
  summary: "Links to documentation, demo video, report and implementation guide",
  example: "/poc deliverable poc_4",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  async run({ poc }, call) {
    await call.open(openDeliverables(await beforeForm(call, await resolvePoc(call, poc), null)));
    return null;
  },
});
