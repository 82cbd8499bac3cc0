import { section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { bold, lines, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { seePoc } from "./reading.ts";
import { nameOfDeal, type PocReader, pocCard } from "./views/card.ts";
import { allGraded, gradingCard, nextToGrade } from "./views/grading.ts";

/** Who reads the answer. */
export function readerOf(call: Call): PocReader {
  const { actor, now, today } = viewingOf(call);
  return { actor, now, today };
}

/** The card after a change, with what was done above it; it takes the place of the message the button was on. */
export async function viewAnswer(
  call: Call,
  id: number,
  say: (name: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  const view = await seePoc(call, id);
  const notice = { text: say(bold(nameOfDeal(view))) };
  return { ...pocCard(view, readerOf(call), notice), replace: call.inPlace };
}

/**
 * The grading after a grade: the next criterion that was not tested, or, after the last, what came of it.
 * @param at.n the criterion that was just worked on; `at.stay` shows it again instead of the next
 */
export async function gradingAnswer(
  call: Call,
  id: number,
  notice: Mrkdwn,
  at: { n: number },
): Promise<Reply> {
  const view = await seePoc(call, id);
  const reader = readerOf(call);
  const next = nextToGrade(view.criteria, at.n);
  const replace = call.inPlace;
  if (next !== null)
    return { ...gradingCard(view, next, reader, { text: notice, graded: at.n }), replace };
  const done = allGraded(view, notice, at.n);
  const card = pocCard(view, reader);
  return {
    text: done.text,
    blocks: [section(lines(done.text)), ...done.blocks, ...(card.blocks ?? [])],
    replace,
  };
}

/** "Met": the criterion and its new grade, and who had graded it before. */
export function gradeNotice(text: string, grade: string, before: Mrkdwn | null): Mrkdwn {
  return before ? md`“${text}”: ${grade}. Before: ${before}` : md`“${text}”: ${grade}.`;
}
