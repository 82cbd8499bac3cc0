import { joinWords, plural } from "../../../../kernel/text.ts";
import type { Source } from "../columns/field.ts";
import type { ReadFile } from "../import/import-run.ts";
import type { Spelling } from "../plan/name-books.ts";
import { separatorName } from "./read-csv.ts";

const SOURCES: Record<Source, string> = {
  dealdesk: "an export of Dealdesk",
  salesforce: "an export of Salesforce",
  hubspot: "an export of HubSpot",
  pipedrive: "an export of Pipedrive",
  zoho: "an export of Zoho",
  "crm-sales": "the CRM sales opportunities set",
  csv: "a list",
};
const MOST_SPELLINGS = 20;
const MOST_COLUMNS = 12;

/** How the file was taken apart. */
export function fileAssumptions({ file, recognised }: ReadFile): string[] {
  return [
    `Read as ${SOURCES[recognised.source]}, ${file.encoding}, ${separatorName(file.separator)} between the cells.`,
    ...(file.besides > 0
      ? [`${plural(file.besides, "line")} above the header and below the rows left out.`]
      : []),
  ];
}

/** "“GTXPro” was read as the product “GTX Pro” in 1,480 rows." */
export function spellingLines(what: string, spellings: readonly Spelling[]): string[] {
  const shown = spellings
    .slice(0, MOST_SPELLINGS)
    .map(
      ({ written, meant, rows }) =>
        `“${written}” was read as the ${what} “${meant}” in ${plural(rows, "row")}.`,
    );
  const more = spellings.length - shown.length;
  return more > 0 ? [...shown, `${plural(more, "more spelling")} of ${what}s likewise.`] : shown;
}

/** "Columns left out: Age, Fiscal Period and 3 more."; nothing when there are none. */
export function columnLine(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length - MOST_COLUMNS;
  const shown = more > 1 ? [...names.slice(0, MOST_COLUMNS), `${more} more`] : names;
  return [`${what}: ${joinWords(shown, "and")}.`];
}
