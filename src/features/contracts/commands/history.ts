import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { history } from "../doing.ts";
import { resolveContract } from "../reading.ts";

export const historyCommand = defineCommand({
  command: "/contract",
  verb: "history",
  summary: "Everything that happened to a contract, and who did it",
  example: "/contract history contract_3",
  permission: "deal.see",
  args: { contract: thingRef("contract") },
  run: async ({ contract }, call) => history(call, await resolveContract(call, contract)),
});
