import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { pdfNow } from "../doing.ts";
import { resolveContract } from "../reading.ts";

export const pdfCommand = defineCommand({
  command: "/contract",
  verb: "pdf",
  summary: "The term sheet as a PDF, in the deal's room",
  example: "/contract pdf contract_3",
  permission: "deal.see",
  args: { contract: thingRef("contract") },
  run: async ({ contract }, call) => pdfNow(call, await resolveContract(call, contract)),
});
