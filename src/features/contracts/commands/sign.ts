import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../doing.ts";
import { openSign } from "../modals/sign-contract.ts";
import { resolveContract } from "../reading.ts";

export const signCommand = defineCommand({
  command: "/contract",
  verb: "sign",
  summary: "Record who signed, when, and where the paper is; finance is asked to set up billing",
  example: "/contract sign contract_3",
  permission: "quote.write",
  args: { contract: thingRef("contract") },
  async run({ contract }, call) {
    const view = await beforeForm(call, await resolveContract(call, contract), "sign");
    await call.open(openSign(view, call));
    return null;
  },
});
