import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../doing.ts";
import { openReview } from "../modals/review.ts";
import { resolveContract } from "../reading.ts";

export const reviewCommand = defineCommand({
  command: "/contract",
  verb: "review",
  summary: "Ask legal to read it",
  example: "/contract review contract_3",
  permission: "quote.write",
  args: { contract: thingRef("contract") },
  async run({ contract }, call) {
    const view = await beforeForm(call, await resolveContract(call, contract), "review");
    await call.open(openReview(view));
    return null;
  },
});
