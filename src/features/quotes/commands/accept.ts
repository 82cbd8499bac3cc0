import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { thingRef, viewingOf } from "../../deals/index.ts";
import { answerQuote } from "../answers.ts";
import { beforeForm } from "../doing.ts";
import { openAccept } from "../modals/one-thing.ts";
import { acceptQuote } from "../operations/end-quote.ts";
import { resolveQuote } from "../reading.ts";
import { acceptedText } from "../views/sent.ts";

export const acceptCommand = defineCommand({
  command: "/quote",
  verb: "accept",
  summary: "Record that the customer accepted; the deal's amount follows",
  example: "/quote accept quote_12 by Jane Doe",
  permission: "quote.write",
  args: { quote: thingRef("quote"), by: named("by", phrase("who accepted at the customer")) },
  async run({ quote, by }, call) {
    const id = await resolveQuote(call, quote, "sent");
    if (by === undefined) {
      await call.open(openAccept(await beforeForm(call, id, "accept", "sent"), call));
      return null;
    }
    const { result } = await acceptQuote(call, id, { by, on: viewingOf(call).today });
    return answerQuote(call, result.quote, (name) => acceptedText(name, result));
  },
});
