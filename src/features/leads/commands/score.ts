import { AppError } from "../../../kernel/errors.ts";
import { type Arg, named, optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { beforeForm, score, scoreAt } from "../doing.ts";
import { ownScoreModal } from "../modals/one-thing.ts";
import { leadRef, resolveLead } from "../reading.ts";

const points: Arg<number> = {
  hint: "a score from 0 to 100",
  optional: false,
  words: 1,
  parse([word]) {
    const number = Number(word?.text);
    if (!/^\d{1,3}$/.test(word?.text ?? "") || number > 100)
      throw new AppError("bad_input", `“${word?.text}” is no score.`, "Give 0 to 100 points.");
    return number;
  },
};

export const scoreCommand = defineCommand({
  command: "/lead",
  verb: "score",
  summary: "A lead's score with its reasons; with a number and a reason, one of your own",
  example: "/lead score lead_3 85 because their CFO called us",
  permission: "lead.see",
  args: {
    lead: leadRef,
    score: optional(points),
    reason: named("because", phrase("the reason")),
  },
  async run({ lead, score: own, reason }, call) {
    const id = await resolveLead(call, lead);
    if (own === undefined) return score(call, id);
    if (reason) return scoreAt(call, id, { score: own, reason });
    const about = await beforeForm(call, id, "score");
    await call.open(ownScoreModal.open(about, { initial: { score: { value: String(own) } } }));
    return null;
  },
});
