import { showView, type ViewName } from "../actions.ts";
import type { Category } from "../domain/requirement.ts";

/** Things on a page: with a menu each they stay far below Slack's 50 blocks. */
const PAGE = 10;
/** What is shown of a long text; the rest is in its form. */
export const LONG = 400;

/** One page of a list; the last one when the wanted one is gone. */
export function onPage<T>(
  all: readonly T[],
  wanted: number,
): { shown: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  // What was on the last page may have been removed meanwhile.
  const page = Math.min(wanted, pages - 1);
  return { shown: all.slice(page * PAGE, (page + 1) * PAGE), page, pages };
}

/** The buttons that turn the pages of a list. */
export function turning(
  id: number,
  view: ViewName,
  page: number,
  pages: number,
  rest: { only?: Category } = {},
) {
  return [
    page > 0
      ? showView.button("Previous", { id, view, page: page - 1, ...rest }, { key: "previous" })
      : null,
    page < pages - 1
      ? showView.button("Next page", { id, view, page: page + 1, ...rest }, { key: "next" })
      : null,
  ];
}
