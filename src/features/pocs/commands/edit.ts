import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../interactions.ts";
import { openEditPoc } from "../modals/edit-poc.ts";
import { resolvePoc } from "../reading.ts";

export const editCommand = defineCommand({
  command: "/poc",
  verb: "edit",
  summary: "Change scope and dates of a planned one; its card has the criteria",
  example: "/poc edit poc_4",
  permission: "engineering.work",
  args: { poc: thingRef("poc") },
  async run({ poc }, call) {
    const view = await beforeForm(call, await resolvePoc(call, poc), "edit");
    await call.open(openEditPoc(view, call.settings.poc));
    return null;
  },
});
