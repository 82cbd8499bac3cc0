import { AppError } from "../../../kernel/errors.ts";
import { type Arg, type PersonRef, person } from "../../../slack/args.ts";

/** `@ada` or `me`, and nothing else: a bare name behind a company would be part of the company. */
export const taker: Arg<PersonRef> = {
  ...person(),
  words: 1,
  parse(words, context) {
    const ref = person().parse(words, context);
    if (ref === "me" || "slackUserId" in ref || words[0]?.text.startsWith("@")) return ref;
    throw new AppError("bad_input", "Write the person with an @.", "Like @ada, or me.");
  },
};
