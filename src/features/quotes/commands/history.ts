import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { showHistory } from "../listing.ts";
import { resolveQuote } from "../reading.ts";

export const historyCommand = defineCommand({
  command: "/quote",
  verb: "history",
  summary: "The versions of a quote and who did what to it",
  example: "/quote history quote_12",
  permission: "deal.see",
  args: { quote: thingRef("quote") },
  run: async ({ quote }, call) => showHistory(call, await resolveQuote(call, quote)),
});
