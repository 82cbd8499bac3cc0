import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { beforeForm, writeOn } from "../doing.ts";
import { noteModal } from "../modals/one-thing.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const noteCommand = defineCommand({
  command: "/lead",
  verb: "note",
  summary: "Write something down about a lead",
  example: "/lead note lead_3 back from holiday on Monday",
  permission: "lead.create",
  args: { lead: leadRef, text: optional(phrase("the note")) },
  async run({ lead, text }, call) {
    const id = await resolveLead(call, lead);
    if (text) return writeOn(call, id, text);
    await call.open(noteModal.open(await beforeForm(call, id, null)));
    return null;
  },
});
