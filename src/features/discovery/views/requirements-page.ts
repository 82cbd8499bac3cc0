import { isAllowed } from "../../../kernel/access.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { addRequirements, showView } from "../actions.ts";
import { CATEGORIES, type Category, categoryName } from "../domain/requirement.ts";
import { type PageReader, pageHeading } from "./card.ts";
import type { Discovery } from "./found.ts";
import { LONG, onPage, turning } from "./paging.ts";
import { requirementSection } from "./requirement-line.ts";

/** All requirements by category, ten a page, each with its menu; `only` shows one category. */
export function requirementsPage(
  found: Discovery,
  reader: PageReader,
  at: { page: number; only?: Category | undefined },
): Reply {
  const { id } = found.deal;
  const mayLog = isAllowed(reader.actor, "discovery.log", found.relations);
  const all = found.requirements.filter((one) => !at.only || one.category === at.only);
  const { shown, page, pages } = onPage(all, at.page);
  const blocks: Block[] = [];
  let last: Category | null = null;
  for (const one of shown) {
    if (one.category !== last) {
      const count = all.filter((each) => each.category === one.category).length;
      blocks.push(context(md`${bold(categoryName(one.category))}, ${count}`));
    }
    last = one.category;
    const words = md`${cut(one.text, LONG)}`;
    blocks.push(requirementSection(id, one, { at: "list", page, mayLog, words }));
  }
  const heading = lines(
    pageHeading(found, "Requirements"),
    all.length === 0
      ? "None here."
      : md`${plural(all.length, "requirement")}${pages > 1 ? `, page ${page + 1} of ${pages}` : ""}. The menu puts one under another category; what you choose is remembered.`,
  );
  const only = at.only ? { only: at.only } : {};
  const kinds = CATEGORIES.filter((category) =>
    found.requirements.some((one) => one.category === category),
  );
  return {
    text: heading,
    blocks: [
      section(heading),
      ...blocks,
      ...actions(
        ...turning(id, "requirements", page, pages, only),
        kinds.length > 1
          ? showView.menu(
              at.only ? `Only ${categoryName(at.only).toLowerCase()}` : "All categories",
              [
                ...(at.only
                  ? [{ label: "All categories", value: { id, view: "requirements" as const } }]
                  : []),
                ...kinds
                  .filter((category) => category !== at.only)
                  .map((category) => ({
                    label: `Only ${categoryName(category).toLowerCase()}`,
                    value: { id, view: "requirements" as const, only: category },
                  })),
              ],
              { key: "only" },
            )
          : null,
        mayLog ? addRequirements.button("Add requirement", { id }) : null,
        showView.button("Back", { id, view: "card" }, { key: "back" }),
      ),
    ],
  };
}
