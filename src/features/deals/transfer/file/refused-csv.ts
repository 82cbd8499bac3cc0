import { stringify } from "csv-stringify/sync";
import type { Refusal } from "../import/report.ts";
import { withGuard } from "./formula-guard.ts";

const MARK = "\ufeff";

/** The rows that were refused, as they came, with the line and the reason last: a file to correct and import again. */
export function refusedCsv(
  header: readonly string[],
  refused: readonly (Refusal & { cells?: readonly string[] | undefined })[],
): Buffer {
  const rows = refused.map(({ line, reason, cells = [] }) => [
    ...header.map((_, i) => withGuard(cells[i] ?? "")),
    String(line),
    withGuard(reason),
  ]);
  // The mark makes Excel read it as UTF-8.
  return Buffer.from(MARK + stringify([[...header, "line", "reason"], ...rows]));
}
