import { choice, named, optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { moveAndAnswer } from "../answers.ts";
import { LOST_REASONS, type LostReason } from "../domain/deal.ts";
import { dealRef } from "../reading.ts";

const REASON_WORDS: Readonly<Record<string, LostReason>> = {
  ...Object.fromEntries(LOST_REASONS.map((reason) => [reason, reason])),
  feature: "feature_gap",
  features: "feature_gap",
  pricing: "price",
};

export const lostCommand = defineCommand({
  command: "/deal",
  verb: "lost",
  summary: "Close a deal as lost, with the reason and who won it",
  example: "/deal lost acme price to Globex",
  permission: "deal.change",
  args: {
    deal: dealRef,
    reason: optional(choice("lost reason", REASON_WORDS, 2)),
    competitor: named("to", phrase("the competitor")),
  },
  run: ({ deal, reason, competitor }, call) =>
    moveAndAnswer(call, deal, { to: "closed_lost" }, { lostReason: reason, lostTo: competitor }),
});
