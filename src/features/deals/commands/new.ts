import { AppError } from "../../../kernel/errors.ts";
import { isCurrency, parseMoney } from "../../../kernel/money.ts";
import type { Token } from "../../../kernel/text.ts";
import { type Arg, amount, day, named, optional, phrase, word } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { createAndSay, openNewDeal } from "../modals/new-deal.ts";

/** `50kk` after a title is a slip in an amount, not a part of the title; quotes make it one. */
const LIKE_AN_AMOUNT = /^[€$£¥]?\d[\d.,']*(k|m|bn?)\w*$/i;

const textOf = (words: readonly Token[]) => words.map((each) => each.text).join(" ");

/** `1.5 JPY` at the end of a title is a slip as well, where it is no amount. */
function endsInMoney(words: readonly Token[]): boolean {
  const [number, code] = words.slice(-2);
  if (!number || !code || number.quoted || code.quoted) return false;
  return /^[€$£¥]?\d[\d.,']*(k|m|bn?)?$/i.test(number.text) && isCurrency(code.text.toUpperCase());
}

const title: Arg<string> = {
  ...phrase("what is being sold"),
  parse(words) {
    const last = words.at(-1);
    // Says what is wrong with it: that yen have no decimals, or that it is too much.
    if (endsInMoney(words)) parseMoney(textOf(words.slice(-2)), "EUR");
    if (last && !last.quoted && LIKE_AN_AMOUNT.test(last.text))
      throw new AppError("bad_input", `I can't read “${last.text}” as an amount.`);
    return textOf(words);
  },
};

export const newCommand = defineCommand({
  command: "/deal",
  verb: "new",
  summary: "Create a deal, in one line or in a form",
  example: '/deal new Acme "Platform rollout" 50k close 2027-03-31',
  permission: "deal.create",
  args: {
    account: optional(word("the account's name")),
    title: optional(title),
    amount: optional(amount()),
    close: named("close", day()),
  },
  async run({ account, title: sold, amount: value, close }, call) {
    if (account && sold)
      return createAndSay(call, { account, title: sold, amount: value, closeDate: close });
    await call.open(openNewDeal({ account, title: sold }));
    return null;
  },
});
