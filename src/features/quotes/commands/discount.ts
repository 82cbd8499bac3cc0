import { type Arg, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerChange } from "../answers.ts";
import { beforeForm } from "../doing.ts";
import { discountWords, parseDiscount } from "../domain/discount.ts";
import { openDiscount } from "../modals/one-thing.ts";
import { setDiscount } from "../operations/edit-quote.ts";
import { resolveQuote, seeQuote } from "../reading.ts";

/** The written discount, checked as far as it can be before the quote and its currency are known. */
const written: Arg<string> = {
  hint: "a discount like 10%, 500 EUR or none",
  optional: false,
  words: 3,
  parse(words, { currency }) {
    const text = words.map((word) => word.text).join(" ");
    const code = /\b([A-Z]{3})\b/i.exec(text)?.[1]?.toUpperCase();
    parseDiscount(text, code ?? currency);
    return text;
  },
};

export const discountCommand = defineCommand({
  command: "/quote",
  verb: "discount",
  summary: "Set what is off the whole quote: a percentage, an amount, or `none`",
  example: "/quote discount quote_12 10%",
  permission: "quote.write",
  args: { quote: thingRef("quote"), discount: optional(written) },
  async run({ quote, discount }, call) {
    const id = await resolveQuote(call, quote);
    if (discount === undefined) {
      await call.open(openDiscount(await beforeForm(call, id, "edit")));
      return null;
    }
    const { currency } = (await seeQuote(call, id)).quote;
    const off = parseDiscount(discount, currency);
    const { result } = await setDiscount(call, id, off);
    return answerChange(call, result, (name) =>
      off
        ? md`Set ${discountWords(off)} off the quote for ${name}.`
        : md`Took the discount off the quote for ${name}.`,
    );
  },
});
