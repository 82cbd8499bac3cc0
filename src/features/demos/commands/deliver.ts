import { AppError } from "../../../kernel/errors.ts";
import { nearest } from "../../../kernel/text.ts";
import { type Arg, choice, named, optional, phrase, word } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { asLink } from "../../../slack/field.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerDemo } from "../answers.ts";
import { outcomeName } from "../domain/demo.ts";
import { beforeDelivery } from "../interactions.ts";
import { openDelivered } from "../modals/one-thing.ts";
import { deliver } from "../operations/demo-acts.ts";
import { resolveDemo } from "../reading.ts";

const webAddress: Arg<string> = {
  ...word("a link, like https://video.example.com/acme"),
  // Slack puts what it takes for a link in angle brackets.
  parse: (words) => asLink(words[0]?.text.replace(/^<|(?:\|[^>]*)?>$/g, "") ?? ""),
};

/** How it went, and the other words for it. */
const OUTCOMES = {
  success: "success",
  successful: "success",
  partial: "partial",
  partly: "partial",
  failed: "failed",
  failure: "failed",
} as const;

export const deliverCommand = defineCommand({
  command: "/demo",
  verb: "deliver",
  summary:
    "Say how a demo went: `success`, `partial` or `failed`, with notes; without that a form opens",
  example: "/demo deliver acme success They want the SAP connector next",
  permission: "engineering.work",
  args: {
    demo: thingRef("demo"),
    outcome: optional(choice("outcome", OUTCOMES)),
    notes: optional(phrase("notes")),
    recording: named("recording", webAddress),
  },
  async run({ demo, outcome, notes, recording }, call) {
    const id = await resolveDemo(call, demo);
    if (!outcome) {
      // A slip in the outcome is no note: "sucess" asks for the word, other words are kept for the form.
      const [first = ""] = notes?.split(/\s+/) ?? [];
      const meant = nearest(first.toLowerCase(), Object.keys(OUTCOMES));
      if (meant)
        throw new AppError(
          "bad_input",
          `I could not read “${first}”.`,
          `Did you mean \`${meant}\`?`,
        );
      await call.open(openDelivered(await beforeDelivery(call, id), { notes, recording }));
      return null;
    }
    const change = await deliver(call, id, { outcome, notes, recordingUrl: recording });
    return answerDemo(
      call,
      change,
      (name) => md`Kept how ${name} went: it was ${outcomeName(outcome)}.`,
    );
  },
});
