import { createHash } from "node:crypto";
import { AppError } from "../../../../kernel/errors.ts";
import { parseId } from "../../../../kernel/ids.ts";
import { cut, nameKey } from "../../../../kernel/text.ts";
import type { Source } from "../columns/field.ts";
import { salesforceId } from "../columns/salesforce.ts";
import type { Identity } from "./deal-draft.ts";

const MAX_ID = 200;

/** What a row holds that can tell it from others. */
export type IdentityCells = {
  id: string;
  source: string;
  sourceId: string;
  /** Used when there is no id at all. */
  account: string;
  title: string;
  date: string;
  owner: string;
};

/**
 * How the row is found again: by our own id (`opp_12`), by the id of the system it comes from, or, where it has none, by
 * account, title, date of creation (or closing) and owner together.
 * @throws AppError bad_input for an id of ours that is none, or one that is too long
 */
export function identityOf(file: Source, cells: IdentityCells): Identity {
  const id = cells.id.trim();
  const foreign = identityElsewhere(cells);
  if (/^opp[_-]/i.test(id) && (file === "dealdesk" || file === "csv")) {
    const ownId = parseId("opp", id);
    if (ownId === null)
      throw new AppError("bad_input", `“${cut(id, 40)}” is no deal's id.`, "Ours are like opp_12.");
    return { ownId, ...(foreign ?? { source: null, sourceId: null }), written: id };
  }
  if (foreign) return { ownId: null, ...foreign, written: foreign.sourceId };
  const source = file === "dealdesk" ? "csv" : file;
  if (!id) return { ownId: null, source, sourceId: keyOf(cells), written: null };
  if (id.length > MAX_ID)
    throw new AppError("bad_input", `The id has ${id.length} characters; ${MAX_ID} fit.`);
  const sourceId = file === "salesforce" ? salesforceId(id) : id;
  return { ownId: null, source, sourceId, written: id };
}

function identityElsewhere(cells: IdentityCells): { source: string; sourceId: string } | null {
  const source = cells.source.trim();
  const sourceId = cells.sourceId.trim();
  if (!sourceId) return null;
  if (sourceId.length > MAX_ID)
    throw new AppError("bad_input", `The id has ${sourceId.length} characters; ${MAX_ID} fit.`);
  return { source: source || "csv", sourceId };
}

function keyOf(cells: IdentityCells): string {
  const parts = [
    nameKey(cells.account),
    nameKey(cells.title),
    cells.date.trim(),
    nameKey(cells.owner),
  ];
  return `row:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24)}`;
}
