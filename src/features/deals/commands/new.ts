import { AppError } from "../../../kernel/errors.ts";
import { type Arg, amount, day, named, optional, phrase, word } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { createAndSay, openNewDeal } from "../modals/new-deal.ts";

/** `50kk` after a title is a slip in an amount, not a part of the title; quotes make it one. */
const LIKE_AN_AMOUNT = /^[€$£¥]?\d[\d.,']*(k|m|bn?)\w*$/i;

const title: Arg<string> = {
  ...phrase("what is being sold"),
  parse(words) {
    const last = words.at(-1);
    if (last && !last.quoted && LIKE_AN_AMOUNT.test(last.text))
      throw new AppError("bad_input", `I can't read “${last.text}” as an amount.`);
    return words.map((each) => each.text).join(" ");
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
