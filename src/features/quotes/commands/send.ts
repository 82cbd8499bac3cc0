import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { sendNow } from "../doing.ts";
import { resolveQuote } from "../reading.ts";

export const sendCommand = defineCommand({
  command: "/quote",
  verb: "send",
  summary: "Send a quote: it gets its last day, its PDF, and approval where the discount needs it",
  example: "/quote send quote_12",
  permission: "quote.write",
  args: { quote: thingRef("quote") },
  run: async ({ quote }, call) => sendNow(call, await resolveQuote(call, quote)),
});
