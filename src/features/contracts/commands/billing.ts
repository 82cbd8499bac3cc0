import { defineCommand } from "../../../slack/command.ts";
import { billing } from "../doing.ts";

export const billingCommand = defineCommand({
  command: "/contract",
  verb: "billing",
  summary: "Signed contracts whose invoices finance has to set up",
  example: "/contract billing",
  permission: "billing.set_up",
  args: {},
  run: (_, call) => billing(call),
});
