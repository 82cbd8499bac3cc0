import { defineCommand } from "../../../slack/command.ts";
import { openConvert } from "../modals/convert.ts";
import { leadRef, resolveLead } from "../reading.ts";

export const convertCommand = defineCommand({
  command: "/lead",
  verb: "convert",
  summary: "Make a deal of an SQL: amount and close date are estimated, you decide",
  example: "/lead convert lead_3",
  permission: "deal.create",
  args: { lead: leadRef },
  async run({ lead }, call) {
    await call.open(await openConvert(call, await resolveLead(call, lead)));
    return null;
  },
});
