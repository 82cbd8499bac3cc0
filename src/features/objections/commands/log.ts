import { AppError } from "../../../kernel/errors.ts";
import { optional, phrase } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import type { Reply } from "../../../slack/reply.ts";
import {
  type DealRef,
  dealRef,
  guessDeal,
  resolveDeal,
  seeDeal,
  viewingOf,
} from "../../deals/index.ts";
import { defaultFollowUpDate } from "../domain/follow-up.ts";
import { withoutRestOfName } from "../domain/said.ts";
import { logAndAnswer } from "../log.ts";
import { openLogObjection } from "../modals/log-objection.ts";
import { suggestObjection } from "../suggest.ts";

export const logCommand = defineCommand({
  command: "/objection",
  verb: "log",
  summary: "Keep what a customer objects to and get the play that worked best against it",
  example: "/objection log acme Your price is double theirs",
  permission: "discovery.log",
  args: { deal: optional(dealRef), text: optional(phrase("what they said")) },
  async run({ deal, text }, call) {
    if (deal && text) return logSaid(call, deal, text);
    const known = deal ? await resolveDeal(call, deal) : null;
    const seen = known === null ? null : await seeDeal(call, known);
    await call.open(
      openLogObjection(call, {
        deal: seen
          ? { id: seen.deal.id, title: seen.deal.title, accountName: seen.accountName }
          : await guessDeal(call, {}),
      }),
    );
    return null;
  },
});

async function logSaid(call: Call, ref: DealRef, text: string): Promise<Reply> {
  const { id, said } = await dealAndWords(call, ref, text);
  const suggestion = await suggestObjection(call, said);
  return logAndAnswer(call, id, {
    text: said,
    type: suggestion.type,
    severity: suggestion.severity,
    followUp: {
      date: defaultFollowUpDate(viewingOf(call).today),
      personId: call.actor.personId,
    },
    suggestion,
  });
}

/** In a deal's room nobody names the deal: there the first words may be the customer's already. */
async function dealAndWords(
  call: Call,
  ref: DealRef,
  text: string,
): Promise<{ id: number; said: string }> {
  if ("id" in ref) return { id: ref.id, said: text };
  try {
    const id = await resolveDeal(call, ref);
    const { accountName } = await seeDeal(call, id);
    return { id, said: withoutRestOfName(text, ref.name, accountName) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const here = await guessDeal(call, {});
    if (!here) throw error;
    return { id: here.id, said: `${ref.name} ${text}` };
  }
}
