import { isAllowed } from "../../../kernel/access.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { editSolutionButton, propose, showView, writeDocument } from "../actions.ts";
import { longestWeeks } from "../domain/solution.ts";
import { type PageReader, pageHeading } from "./card.ts";
import type { Discovery } from "./found.ts";
import { LONG, onPage, turning } from "./paging.ts";

/** What is recommended, each with its effort, its weeks and a way to change it. */
export function solutionsPage(found: Discovery, reader: PageReader, at: { page: number }): Reply {
  const { id } = found.deal;
  const may = isAllowed(reader.actor, "deal.change_se_fields", found.relations);
  const { solutions } = found;
  const { shown, page, pages } = onPage(solutions, at.page);
  const heading = lines(
    pageHeading(found, "Solutions"),
    solutions.length === 0
      ? "None proposed yet."
      : md`${plural(solutions.length, "solution")}, all there in ${plural(longestWeeks(solutions), "week")}${pages > 1 ? `, page ${page + 1} of ${pages}` : ""}.`,
  );
  return {
    text: heading,
    blocks: [
      section(heading),
      ...shown.map((one) =>
        section(
          lines(
            md`${bold(one.title)}  ${one.effort} · ${plural(one.weeks, "week")}${one.edited.length > 0 ? " · edited" : ""}`,
            md`${cut(one.proposal, LONG)}`,
          ),
          may
            ? editSolutionButton.button("Edit", { id, subject: one.subject }, { key: one.subject })
            : undefined,
        ),
      ),
      ...(may
        ? [context(md`Proposing anew follows the requirements and leaves alone what you edited.`)]
        : []),
      ...actions(
        ...turning(id, "solutions", page, pages),
        may
          ? propose.button(solutions.length > 0 ? "Propose anew" : "Propose solutions", { id })
          : null,
        may
          ? writeDocument.button("Write proposal", { id, kind: "solution_proposal" }, { key: "p" })
          : null,
        showView.button("Back", { id, view: "card" }, { key: "back" }),
      ),
    ],
  };
}
