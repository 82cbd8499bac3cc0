import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal } from "../../deals/index.ts";
import { showGuide } from "../guide.ts";
import { openRoi } from "../modals/roi.ts";

const guideCommand = defineCommand({
  command: "/quote",
  verb: "guide",
  summary: "What a deal is probably worth, what they would pay for, and how to price it",
  example: "/quote guide acme",
  permission: "deal.see",
  args: { deal: dealRef },
  run: async ({ deal }, call) => showGuide(call, await resolveDeal(call, deal)),
});

const roiCommand = defineCommand({
  command: "/quote",
  verb: "roi",
  summary: "Reckon the customer's return: payback, percentage, three years",
  example: "/quote roi acme",
  permission: "deal.see",
  args: { deal: dealRef },
  async run({ deal }, call) {
    const id = await resolveDeal(call, deal);
    await call.open(openRoi(call, id));
    return null;
  },
});

/** Pricing guidance and the return on investment. */
export const guideCommands = [guideCommand, roiCommand];
