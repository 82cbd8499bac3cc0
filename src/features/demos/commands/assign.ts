import { AppError } from "../../../kernel/errors.ts";
import { type Arg, optional, type PersonRef, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerDemo } from "../answers.ts";
import { whyText } from "../domain/assignment.ts";
import { assign } from "../operations/demo-acts.ts";
import { clockOf, resolveDemo, seeDemo } from "../reading.ts";

/** A bare name would swallow the second word of an account: "acme corp" is a deal. */
const mentioned: Arg<PersonRef> = {
  ...person(),
  parse(words, context) {
    const written = words.map((word) => word.text).join(" ");
    if (!/^(?:@|<@|me$)/i.test(written))
      throw new AppError(
        "bad_input",
        `“${written}” is not a person.`,
        "Write them with an @, like @cat, or write me.",
      );
    return person().parse(words, context);
  },
};

export const assignCommand = defineCommand({
  command: "/demo",
  verb: "assign",
  summary: "Give a demo to a sales engineer; without one, to whom it suits best, and why",
  example: "/demo assign acme @cat",
  permission: "engineering.work",
  args: { demo: thingRef("demo"), engineer: optional(mentioned) },
  async run({ demo, engineer }, call) {
    const id = await resolveDemo(call, demo);
    if (engineer) {
      const { id: seId, name: seName } = await resolvePerson(call, engineer);
      const change = await assign(call, id, seId);
      return answerDemo(call, change, (name) => md`Gave ${name} to ${seName}.`);
    }
    const seen = await seeDemo(call, id, { candidates: true });
    const [best] = seen.candidates;
    if (!best)
      throw new AppError(
        "rule_broken",
        "There is no sales engineer to give it to.",
        "An admin makes somebody one: `/deal people set @cat role se`.",
      );
    const change = await assign(call, id, best.candidate.id);
    const why = whyText(best, { ...clockOf(call), preferredAt: seen.demo.preferredAt });
    return answerDemo(call, change, (name) => md`Gave ${name} to ${best.candidate.name}: ${why}.`);
  },
});
