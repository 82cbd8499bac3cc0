import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { reviseNow } from "../doing.ts";
import { resolveQuote } from "../reading.ts";

export const reviseCommand = defineCommand({
  command: "/quote",
  verb: "revise",
  summary: "Write the next version; what the customer has stays valid until you send it",
  example: "/quote revise quote_12",
  permission: "quote.write",
  args: { quote: thingRef("quote") },
  run: async ({ quote }, call) => reviseNow(call, await resolveQuote(call, quote, "sent")),
});
