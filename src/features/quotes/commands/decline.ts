import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerQuote } from "../answers.ts";
import { beforeForm } from "../doing.ts";
import { declineModal } from "../modals/one-thing.ts";
import { declineQuote } from "../operations/end-quote.ts";
import { resolveQuote } from "../reading.ts";

export const declineCommand = defineCommand({
  command: "/quote",
  verb: "decline",
  summary: "Record that the customer said no",
  example: "/quote decline quote_12 because the budget was cut",
  permission: "quote.write",
  args: { quote: thingRef("quote"), because: named("because", phrase("why")) },
  async run({ quote, because }, call) {
    const id = await resolveQuote(call, quote, "sent");
    if (because === undefined) {
      await beforeForm(call, id, "decline", "sent");
      await call.open(declineModal.open({ id }));
      return null;
    }
    const { result } = await declineQuote(call, id, because);
    return answerQuote(
      call,
      result.quote,
      (name) => md`Recorded that the customer declined the quote for ${name}.`,
    );
  },
});
