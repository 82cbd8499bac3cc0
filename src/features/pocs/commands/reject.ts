import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { rejectBecause } from "../doing.ts";
import { beforeForm } from "../interactions.ts";
import { rejectModal } from "../modals/run-poc.ts";
import { resolvePoc } from "../reading.ts";

export const rejectCommand = defineCommand({
  command: "/poc",
  verb: "reject",
  summary: "Record that the customer rejected, and why",
  example: "/poc reject poc_4 because reports took too long",
  permission: "engineering.work",
  args: { poc: thingRef("poc"), reason: named("because", phrase("the reason")) },
  async run({ poc, reason }, call) {
    const id = await resolvePoc(call, poc);
    if (reason) return rejectBecause(call, id, reason);
    await beforeForm(call, id, "reject");
    await call.open(rejectModal.open({ id }));
    return null;
  },
});
