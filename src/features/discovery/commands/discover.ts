import { AppError } from "../../../kernel/errors.ts";
import { nearest } from "../../../kernel/text.ts";
import type { Arg } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dealRef, resolveDeal, seeDeal } from "../../deals/index.ts";
import { proposeAndAnswer, showPage } from "../answers.ts";
import { shareDocument } from "../documents.ts";
import { parseActivity } from "../domain/activity-line.ts";
import { logAndAnswer, openActivity } from "../modals/activity.ts";

/** What can stand behind the deal, and the other words for it. */
const ACTS: Readonly<Record<string, "log" | "document" | "proposal" | "solutions">> = {
  log: "log",
  document: "document",
  requirements: "document",
  proposal: "proposal",
  solutions: "solutions",
};
type Wanted = { act: (typeof ACTS)[string]; words: string[] };

/** `log …`, `document`, `proposal` or `solutions`; the words behind `log` are read once the deal is known. */
const act: Arg<Wanted | undefined> = {
  hint: "log <call, assessment or gathering> <day> <notes>, document, proposal or solutions",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse([first, ...rest]) {
    const key = first?.text.toLowerCase() ?? "";
    const found = Object.hasOwn(ACTS, key) ? ACTS[key] : undefined;
    if (!found || (found !== "log" && rest.length > 0)) {
      const near = nearest(key, Object.keys(ACTS));
      throw new AppError(
        "bad_input",
        `I can't do “${first?.text ?? ""}” with a discovery.`,
        near
          ? `Did you mean \`${near}\`?`
          : `There is \`log\`, \`document\`, \`proposal\` and \`solutions\`.`,
      );
    }
    return { act: found, words: rest.map((word) => word.text) };
  },
};

export const discoverCommand = defineCommand({
  command: "/deal",
  verb: "discover",
  summary:
    "What is known of a customer's needs; `log` a call, or write the `document` or `proposal`",
  example: "/deal discover acme log call 2026-11-20 Wants a pilot in spring",
  permission: "deal.see",
  args: { deal: dealRef, act },
  async run({ deal, act: wanted }, call) {
    const id = await resolveDeal(call, deal);
    switch (wanted?.act) {
      case "log":
        return log(call, id, wanted.words);
      case "document":
        return shareDocument(call, id, "requirements_document");
      case "proposal":
        return shareDocument(call, id, "solution_proposal");
      case "solutions":
        return proposeAndAnswer(call, id);
      default:
        return showPage(call, id);
    }
  },
});

async function log(call: Call, id: number, words: readonly string[]) {
  const { deal, accountName } = await seeDeal(call, id);
  if (words.length === 0) {
    await call.open(openActivity(call, { ...deal, accountName }));
    return null;
  }
  const line = parseActivity(words, { now: call.now, timeZone: call.actor.timeZone });
  return logAndAnswer(call, id, line);
}
