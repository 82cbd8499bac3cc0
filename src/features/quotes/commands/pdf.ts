import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { pdfNow } from "../doing.ts";
import { resolveQuote } from "../reading.ts";

export const pdfCommand = defineCommand({
  command: "/quote",
  verb: "pdf",
  summary: "The quote as a PDF: a draft for you, a sent one in the deal's room",
  example: "/quote pdf quote_12",
  permission: "deal.see",
  args: { quote: thingRef("quote") },
  run: async ({ quote }, call) => pdfNow(call, await resolveQuote(call, quote)),
});
