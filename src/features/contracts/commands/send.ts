import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { sendNow } from "../doing.ts";
import { resolveContract } from "../reading.ts";

export const sendCommand = defineCommand({
  command: "/contract",
  verb: "send",
  summary: "Count it as sent to the customer, and share its PDF",
  example: "/contract send contract_3",
  permission: "quote.write",
  args: { contract: thingRef("contract") },
  run: async ({ contract }, call) => sendNow(call, await resolveContract(call, contract)),
});
