import { authorize } from "../../kernel/access.ts";
import type { Day } from "../../kernel/dates.ts";
import { formatDay } from "../../kernel/dates.ts";
import { actions, type Block, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { channelLink, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { showPoc } from "./actions.ts";
import { gradeNotice, gradingAnswer, readerOf, viewAnswer } from "./answers.ts";
import { checkAct } from "./domain/life.ts";
import type { Grade } from "./domain/poc.ts";
import { pocId } from "./domain/poc.ts";
import { progressOf, unmetMustHaves } from "./domain/progress.ts";
import { gradeName } from "./domain/words.ts";
import { openAccept } from "./modals/run-poc.ts";
import {
  acceptPoc,
  completePoc,
  extendPoc,
  gradePoc,
  rejectPoc,
  startPoc,
} from "./operations/live.ts";
import { decisionWords, seePoc } from "./reading.ts";
import { sendReport } from "./report.ts";
import { nameOfDeal, pocCard } from "./views/card.ts";
import { shifted } from "./views/events.ts";
import { gradeLine, gradingCard, nextToGrade } from "./views/grading.ts";
import { gradeChart, metOf } from "./views/progress.ts";

/** What a command and a button both do: one place each, so that both answer the same. */
export async function show(call: Call, id: number): Promise<Reply> {
  return { ...pocCard(await seePoc(call, id), readerOf(call)), replace: call.inPlace };
}

/** Starts it today and says how its dates moved. */
export async function startNow(call: Call, id: number): Promise<Reply> {
  const { result } = await startPoc(call, id);
  const { today } = viewingOf(call);
  const days = result.event?.kind === "started" ? result.event.days : 0;
  const until = md`it runs until ${formatDay(result.poc.endsOn, { today })}`;
  return viewAnswer(call, id, (name) =>
    days === 0
      ? md`Started the proof of concept on ${name}; ${until}.`
      : md`Started the proof of concept on ${name}${shifted(days)}: as long as planned, so ${until}.`,
  );
}

/** Opens the grading at a criterion, or at the first that was not tested. */
export async function gradeAt(call: Call, id: number, n?: number): Promise<Reply> {
  const view = await seePoc(call, id);
  // Nobody is shown buttons that will be refused.
  authorize(call.actor, "engineering.work", view.deal.relations);
  checkAct(view.poc, "grade", decisionWords(view, call));
  const at = n ?? nextToGrade(view.criteria) ?? 1;
  return { ...gradingCard(view, at, readerOf(call)), replace: call.inPlace };
}

/** Gives a grade, and says who had given one since the button was drawn. */
export async function giveGradeTo(
  call: Call,
  id: number,
  given: { n: number; grade: Grade; was: Grade },
): Promise<Reply> {
  const { n, grade, was } = given;
  const known = (await seePoc(call, id)).criteria.find((one) => one.n === n);
  const { result } = await gradePoc(call, id, { n, grade });
  const before = result.criteria.before.find((one) => one.n === n);
  const other = before && before.grade !== "not_tested" && before.gradedBy !== call.actor.personId;
  const said = other && known ? gradeLine(known, readerOf(call)) : null;
  const text = before?.text ?? "";
  const notice =
    result.event === null && said
      ? md`“${text}” is graded like that already. ${said}`
      : gradeNotice(text, gradeName(grade), before?.grade !== was ? said : null);
  return gradingAnswer(call, id, notice, { n });
}

/** Ends the run; the report is on its way. */
export async function completeNow(call: Call, id: number): Promise<Reply> {
  const { result } = await completePoc(call, id);
  const { not_tested } = progressOf(result.criteria.after);
  const open =
    not_tested > 0
      ? ` ${not_tested === 1 ? "1 criterion is not tested: it" : `${not_tested} criteria are not tested: they`} can still be graded.`
      : "";
  return viewAnswer(
    call,
    id,
    (name) =>
      md`Completed the proof of concept on ${name}. The success report is on its way.${open}`,
  );
}

/** Records the acceptance; asks for the customer's written word when a must-have is not met. */
export async function acceptNow(call: Call, id: number): Promise<Reply | null> {
  const view = await seePoc(call, id);
  if (view.poc.status === "completed" && unmetMustHaves(view.criteria).length > 0) {
    await call.open(openAccept(view));
    return null;
  }
  await acceptPoc(call, id, {});
  return viewAnswer(call, id, (name) => md`Recorded that the customer accepted ${name}.`);
}

/** Records the rejection. */
export async function rejectBecause(call: Call, id: number, reason: string): Promise<Reply> {
  await rejectPoc(call, id, reason);
  return viewAnswer(call, id, (name) => md`Recorded that ${name} was rejected.`);
}

/** Moves the end. */
export async function extendUntil(
  call: Call,
  id: number,
  until: Day,
  reason: string,
): Promise<Reply> {
  await extendPoc(call, id, until, reason);
  const day = formatDay(until, viewingOf(call));
  return viewAnswer(
    call,
    id,
    (name) => md`The proof of concept on ${name} runs until ${day} now. The reminders follow.`,
  );
}

/** Makes the success report and says where it went. */
export async function reportNow(call: Call, id: number): Promise<Reply> {
  const view = await seePoc(call, id);
  const { workspaceId, slackUserId, timeZone } = call.actor;
  const { roomId } = await sendReport(
    call.deps,
    call.slack,
    { workspaceId, pocId: id },
    { slackUserId, timeZone },
  );
  const where: Mrkdwn = roomId ? md`in ${channelLink(roomId)}` : md`in our direct messages`;
  const text = md`Shared the success report of ${pocId(view.poc)} on ${nameOfDeal(view)} ${where}: ${metOf(progressOf(view.criteria))}.`;
  const drawn = gradeChart(view.criteria);
  const blocks: Block[] = [
    section(text),
    ...(drawn ? [drawn] : []),
    ...actions(showPoc.button("Open", { id })),
  ];
  return { text, blocks };
}
