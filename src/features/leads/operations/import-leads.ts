import { and, eq, inArray } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { readWorkspace } from "../../../db/workspace.ts";
import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nameKey, plural } from "../../../kernel/text.ts";
import { type CsvRow, type DealAct, readCsv, type SourceFile } from "../../deals/index.ts";
import {
  type Columns,
  columnsOf,
  isHeader,
  readRow,
  UNKNOWN_SOURCE,
} from "../domain/import-row.ts";
import { type Lead, leadId, OPEN_STATUSES } from "../domain/lead.ts";
import { toRow } from "../queries/lead.ts";
import { leadNotes, leads } from "../schema/leads.ts";
import { type NewLead, newLead, recordCreated } from "./create-lead.ts";

/** More than this at once is no list of leads but a data base. */
export const MAX_LEADS = 5000;
const CHUNK = 500;

/** A row that was left out, and why; `line` counts from 1, the header included. */
export type RefusedRow = { line: number; reason: string; cells: readonly string[] };

/** What importing a file of leads did, or would do. */
export type LeadImport = {
  file: string;
  header: readonly string[];
  rows: number;
  created: number;
  refused: readonly RefusedRow[];
  /** How the file was understood. */
  assumptions: readonly string[];
};

/**
 * Says what importing a file would do, and changes nothing.
 * @throws AppError bad_input for a file that can't be read, forbidden
 */
export async function tryImport(
  act: DealAct,
  file: SourceFile,
  currency: string,
): Promise<LeadImport> {
  authorize(act.actor, "lead.create");
  const read = await readLeads(file, currency);
  return readWorkspace(act.deps.db, act.actor.workspaceId, async (tx) => {
    const { fresh, refused } = await withoutTwins(tx, act.actor.workspaceId, read.good);
    return report(file, read, fresh.length, refused);
  });
}

/** Imports the rows of a file that become leads; nobody is given them yet. All in one transaction. */
export async function importLeads(
  act: DealAct,
  file: SourceFile,
  currency: string,
): Promise<LeadImport> {
  const read = await readLeads(file, currency);
  return inChange(act, async (tx) => {
    authorize(act.actor, "lead.create");
    const { workspaceId, personId } = act.actor;
    // The numbers first: who imports the same list at this moment waits, and then finds these.
    const first = await nextNumber(tx, workspaceId, "lead", read.good.length);
    const { fresh, refused } = await withoutTwins(tx, workspaceId, read.good);
    const made = fresh.map(({ lead }, i) => newLead(act, first + i, lead));
    for (let at = 0; at < made.length; at += CHUNK) {
      const chunk = made.slice(at, at + CHUNK);
      await tx.insert(leads).values(chunk.map((lead) => ({ workspaceId, ...toRow(lead) })));
      await recordCreated(tx, act, chunk);
      const notes = chunk.flatMap((lead, i) => {
        const text = fresh[at + i]?.lead.note;
        return text
          ? [{ workspaceId, leadId: lead.id, authorId: personId, text, at: act.now }]
          : [];
      });
      if (notes.length > 0) await tx.insert(leadNotes).values(notes);
    }
    return report(file, read, made.length, refused);
  });
}

type Good = { row: CsvRow; lead: NewLead };
type ReadLeads = {
  header: readonly string[];
  rows: number;
  good: Good[];
  refused: RefusedRow[];
  assumptions: string[];
};

async function readLeads(file: SourceFile, currency: string): Promise<ReadLeads> {
  const csv = await readCsv(file, isHeader);
  const columns = columnsOf(csv.header);
  if (!columns.has("company"))
    throw new AppError(
      "bad_input",
      `I find no column of companies in ${file.name}.`,
      "Name one `company`; others I know are contact, email, title, source, employees, industry, country, budget, need and note.",
    );
  if (csv.rows.length > MAX_LEADS)
    throw new AppError(
      "bad_input",
      `${file.name} has ${plural(csv.rows.length, "row")}; I take up to ${MAX_LEADS.toLocaleString("en-US")} leads at once.`,
      "Split it, and import the parts one after the other.",
    );
  const good: Good[] = [];
  const refused: RefusedRow[] = [];
  const unknown = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const row of csv.rows) {
    try {
      const { lead, unknownSource } = readRow(row.cells, columns, currency);
      const key = nameKey(lead.company);
      const twin = seen.get(key);
      if (twin !== undefined) throw new AppError("bad_input", `Line ${twin} has the same company.`);
      seen.set(key, row.line);
      if (unknownSource) unknown.set(unknownSource, (unknown.get(unknownSource) ?? 0) + 1);
      good.push({ row, lead });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line: row.line, reason: error.message, cells: row.cells });
    }
  }
  return {
    header: csv.header,
    rows: csv.rows.length,
    good,
    refused,
    assumptions: assumptions(csv.header, columns, unknown),
  };
}

function assumptions(
  header: readonly string[],
  columns: Columns,
  unknown: ReadonlyMap<string, number>,
): string[] {
  const known = new Set(columns.values());
  const left = header.filter((name, i) => name && !known.has(i));
  return [
    `Read as ${[...columns].map(([column, at]) => `${header[at]} → ${column.replaceAll(/([A-Z])/g, " $1").toLowerCase()}`).join(", ")}.`,
    ...(left.length > 0 ? [`Left out, since I don't know them: ${left.join(", ")}.`] : []),
    ...(columns.has("source") ? [] : [`No source is named: all count as ${UNKNOWN_SOURCE}.`]),
    ...[...unknown].map(
      ([word, n]) =>
        `“${word}” is no source I know (${plural(n, "row")}): it counts as ${UNKNOWN_SOURCE}.`,
    ),
  ];
}

/** The rows whose company has no open lead; the others are refused with the one there is. */
async function withoutTwins(
  tx: Tx,
  workspaceId: string,
  good: readonly Good[],
): Promise<{ fresh: Good[]; refused: RefusedRow[] }> {
  const known = new Map<string, Pick<Lead, "id">>();
  const keys = good.map(({ lead }) => nameKey(lead.company));
  for (let at = 0; at < keys.length; at += CHUNK) {
    const rows = await tx
      .select({ id: leads.id, key: leads.companyKey })
      .from(leads)
      .where(
        and(
          eq(leads.workspaceId, workspaceId),
          inArray(leads.companyKey, keys.slice(at, at + CHUNK)),
          inArray(leads.status, [...OPEN_STATUSES]),
        ),
      );
    for (const row of rows) known.set(row.key, row);
  }
  const fresh: Good[] = [];
  const refused: RefusedRow[] = [];
  for (const [i, one] of good.entries()) {
    const twin = known.get(keys[i] ?? "");
    if (twin)
      refused.push({
        line: one.row.line,
        reason: `${one.lead.company} has an open lead already: ${leadId(twin)}.`,
        cells: one.row.cells,
      });
    else fresh.push(one);
  }
  return { fresh, refused };
}

function report(
  file: SourceFile,
  read: ReadLeads,
  created: number,
  twins: readonly RefusedRow[],
): LeadImport {
  const refused = [...read.refused, ...twins].toSorted((a, b) => a.line - b.line);
  const { header, rows, assumptions: understood } = read;
  return { file: file.name, header, rows, created, refused, assumptions: understood };
}
