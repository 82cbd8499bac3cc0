import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { showQuote } from "../answers.ts";
import { resolveQuote } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/quote",
  verb: "show",
  summary: "A quote: its lines, what is off, what you can do",
  example: "/quote show quote_12",
  permission: "deal.see",
  shorthand: /^quote[_-]?\d+$/i,
  args: { quote: thingRef("quote") },
  run: async ({ quote }, call) => showQuote(call, await resolveQuote(call, quote)),
});
