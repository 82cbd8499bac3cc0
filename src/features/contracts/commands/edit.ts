import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../doing.ts";
import { openEditContract } from "../modals/edit-contract.ts";
import { resolveContract } from "../reading.ts";

export const editCommand = defineCommand({
  command: "/contract",
  verb: "edit",
  summary: "Change the terms; a review of what it said before is withdrawn",
  example: "/contract edit contract_3",
  permission: "quote.write",
  args: { contract: thingRef("contract") },
  async run({ contract }, call) {
    const view = await beforeForm(call, await resolveContract(call, contract), "edit");
    await call.open(openEditContract(view));
    return null;
  },
});
