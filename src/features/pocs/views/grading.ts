import { formatInstant } from "../../../kernel/dates.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { bold, lines, link, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { askEvidence, giveGrade, gradeNext, showPoc } from "../actions.ts";
import { type Grade, pocId } from "../domain/poc.ts";
import { progressOf } from "../domain/progress.ts";
import { gradeName } from "../domain/words.ts";
import type { SeenCriterion } from "../queries/view.ts";
import type { SeenPoc } from "../reading.ts";
import { nameOfDeal, type PocReader, pocHeading } from "./card.ts";
import { progressBar } from "./progress.ts";

const RESULTS: readonly Grade[] = ["met", "partly", "not_met"];

/** The criterion to grade next: the first that was not tested, from the given one on and then from the top; null when all were. */
export function nextToGrade(criteria: readonly SeenCriterion[], after = 0): number | null {
  const open = criteria.filter((one) => one.grade === "not_tested");
  return (open.find((one) => one.n > after) ?? open[0])?.n ?? null;
}

/** One criterion with the buttons to grade it, and the way to its neighbours. */
export function gradingCard(
  view: SeenPoc,
  n: number,
  reader: PocReader,
  notice?: { text: Mrkdwn; graded?: number | undefined },
): Reply {
  const { poc, criteria } = view;
  const { id } = poc;
  const criterion = criteria.find((one) => one.n === n) ?? criteria[0];
  const head = lines(pocHeading(view), progressBar(progressOf(criteria)));
  if (!criterion) return { text: head, blocks: [section(head)] };
  const text = lines(
    head,
    md`Criterion ${criterion.n} of ${criteria.length}${criterion.mustHave ? ", must-have" : ""}: ${bold(criterion.text)}`,
    gradeLine(criterion, reader),
  );
  return {
    text:
      notice?.text ?? md`${nameOfDeal(view)}, ${pocId(poc)}: how did “${criterion.text}” come out?`,
    blocks: [
      ...(notice
        ? [
            section(
              notice.text,
              notice.graded === undefined
                ? undefined
                : askEvidence.button("Add note or link", { id, n: notice.graded }, { key: "last" }),
            ),
          ]
        : []),
      section(text),
      ...actions(
        ...gradesFor(criterion).map((grade) =>
          giveGrade.button(
            grade === "partly" ? "Partly" : gradeName(grade),
            { id, n: criterion.n, grade, was: criterion.grade },
            { key: grade },
          ),
        ),
        askEvidence.button("Note and link", { id, n: criterion.n }),
      ),
      ...actions(
        criterion.n > 1
          ? gradeNext.button("Previous", { id, n: criterion.n - 1 }, { key: "previous" })
          : null,
        criterion.n < criteria.length
          ? gradeNext.button("Next", { id, n: criterion.n + 1 }, { key: "next" })
          : null,
        showPoc.button("Overview", { id }),
      ),
    ],
  };
}

/** What is said when every criterion has its grade. */
export function allGraded(
  view: SeenPoc,
  notice: Mrkdwn,
  graded: number,
): { text: Mrkdwn; blocks: ReturnType<typeof actions> } {
  const { id } = view.poc;
  return {
    text: md`${notice} Every criterion is graded.`,
    blocks: actions(askEvidence.button("Add note or link", { id, n: graded })),
  };
}

/** The results, and the way back for who pressed one by mistake. */
function gradesFor({ grade }: SeenCriterion): readonly Grade[] {
  return grade === "not_tested" ? RESULTS : [...RESULTS, "not_tested"];
}

/** "Met, says Cat, today 14:03: 1.2 s at the 95th percentile (evidence)". */
export function gradeLine(criterion: SeenCriterion, { actor, now }: PocReader): Mrkdwn {
  const { grade, graderName, gradedAt, note, evidenceUrl } = criterion;
  if (!gradedAt) return md`Not tested yet.`;
  const when = formatInstant(gradedAt, { now, timeZone: actor.timeZone });
  return md`${gradeName(grade)}, says ${graderName ?? "somebody"}, ${when}${note ? md`: ${note}` : ""}${
    evidenceUrl ? md` (${link("evidence", evidenceUrl)})` : ""
  }`;
}
