import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal } from "../../deals/index.ts";
import { openRequestDemo } from "../modals/request-demo.ts";

export const requestCommand = defineCommand({
  command: "/demo",
  verb: "request",
  summary: "Ask for a demo of a deal, in a form that its requirements fill in",
  example: "/demo request acme",
  permission: "engineering.work",
  args: { deal: optional(dealRef) },
  async run({ deal }, call) {
    const dealId = deal ? await resolveDeal(call, deal) : null;
    await call.open(openRequestDemo(call, dealId));
    return null;
  },
});
