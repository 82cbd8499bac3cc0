import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { answerCard } from "./answers.ts";
import { typeName } from "./domain/objection.ts";
import { logObjection, type NewObjection } from "./operations/log-objection.ts";
import { sureWords } from "./views/suggestion.ts";

/** Keeps an objection and answers with its card: what it was taken for, and what to try. */
export async function logAndAnswer(
  call: Call,
  dealId: number,
  input: NewObjection,
): Promise<Reply> {
  const { objection } = await logObjection(call, dealId, input, viewingOf(call).today);
  const { suggestion } = input;
  const aside =
    suggestion?.type === objection.type
      ? `${typeName(objection.type)}: ${sureWords(suggestion.confidence)}`
      : undefined;
  const reply = await answerCard(call, objection.id, { notice: md`Logged:`, aside });
  // What was pressed was the deal's card: it stays, and the objection comes below it.
  return { ...reply, replace: false };
}
