import type { Arg } from "../../../slack/args.ts";
import { type ThingRef, thingRef } from "../../deals/index.ts";

const ID = /^approval[_-]?\d+$/i;
const request = thingRef("approval");

/**
 * A request and what is said to it: `approval_3 10 % and I agree`. Behind the name of a deal words would be taken for more of the
 * name: there they follow `because`.
 */
export const requestAndWords: Arg<{ ref: ThingRef; said: string | undefined }> = {
  ...request,
  parse(words, context) {
    const [first, ...rest] = words;
    if (!first || !ID.test(first.text))
      return { ref: request.parse(words, context), said: undefined };
    const said = rest.map((word) => word.text).join(" ");
    return { ref: request.parse([first], context), said: said || undefined };
  },
};
