import { z } from "zod";
import { joinWords } from "../../../kernel/text.ts";
import { actions, section } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import { textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { STAGES, stageName } from "../../deals/index.ts";
import { showApproval } from "../actions.ts";
import type { Approval } from "../domain/approval.ts";
import { askToSkip } from "../operations/gate-override.ts";
import { seeApproval } from "../reading.ts";

/** Asks those who may skip a gate to skip it. */
export const askToSkipModal = defineModal({
  id: "approvals.ask-to-skip",
  title: "Ask to skip the gate",
  submit: "Ask to skip",
  permission: "deal.change",
  metadata: z.object({ id: z.number().int(), to: z.enum(STAGES), name: z.string() }),
  intro: ({ name, to }) =>
    md`${name} goes to ${stageName(to)} as soon as a manager approves. Your reason is kept in its history.`,
  fields: {
    reason: textField({
      label: "Why",
      example: "Board decides on Monday, quote follows",
      lines: "many",
      max: 1000,
    }),
  },
  async run({ metadata, values }, call) {
    return askedReply(call, await askToSkip(call, metadata.id, metadata.to, values.reason));
  },
});

/** "Asked. It waits for Dan.": what a request answers to who made it. */
export async function askedReply(call: Call, { id }: Approval): Promise<Reply> {
  const { waitsFor } = await seeApproval(call, id);
  const text = md`Asked ${joinWords(waitsFor, "and")}. The deal moves as soon as it is approved.`;
  return { text, blocks: [section(text), ...actions(showApproval.button("Open request", { id }))] };
}
