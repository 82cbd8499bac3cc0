import { stringify } from "csv-stringify/sync";
import type { Tx } from "../../../../db/client.ts";
import { formatId } from "../../../../kernel/ids.ts";
import { currencyDigits } from "../../../../kernel/money.ts";
import { formatList } from "../cells/column-values.ts";
import { formatMetadata, formatNotes, formatStageHistory } from "../cells/own-cells.ts";
import { withGuard } from "../file/formula-guard.ts";
import { type ExportRow, exportPages } from "./export-rows.ts";

type Column = (row: ExportRow) => string | number | null | undefined;

/** The columns of our own export, in order; the import understands every one of them. */
const COLUMNS: Readonly<Record<string, Column>> = {
  id: ({ deal }) => formatId("opp", deal.id),
  account: ({ account }) => account,
  title: ({ deal }) => deal.title,
  stage: ({ deal }) => deal.stage,
  status: ({ deal }) => deal.status,
  amount: ({ deal }) => (deal.amount === null ? null : amountText(deal.amount, deal.currency)),
  currency: ({ deal }) => deal.currency,
  probability: ({ deal }) => deal.probability,
  probability_reason: ({ deal }) => deal.probabilityReason,
  close_date: ({ deal }) => deal.closeDate,
  close_pushes: ({ deal }) => deal.closePushes,
  owner: ({ owner }) => owner.name,
  owner_email: ({ owner }) => owner.email,
  se: ({ se }) => se.name,
  se_email: ({ se }) => se.email,
  contact: ({ contact }) => contact.name,
  contact_email: ({ contact }) => contact.email,
  contact_title: ({ contact }) => contact.title,
  next_step: ({ deal }) => deal.nextStep,
  next_step_date: ({ deal }) => deal.nextStepDate,
  lost_reason: ({ deal }) => deal.lostReason,
  lost_to: ({ deal }) => deal.lostTo,
  competitors: ({ deal }) => formatList(deal.competitors),
  products: ({ deal }) => formatList(deal.products),
  requirements: ({ requirements }) => formatList(requirements),
  notes: ({ notes }) => formatNotes(notes),
  created_at: ({ deal }) => deal.createdAt.toISOString(),
  closed_at: ({ deal }) => deal.closedAt?.toISOString(),
  stage_entered_at: ({ deal }) => deal.stageEnteredAt.toISOString(),
  last_activity_at: ({ deal }) => deal.lastActivityAt.toISOString(),
  snoozed_until: ({ deal }) => deal.snoozedUntil,
  stage_history: ({ stages }) => formatStageHistory(stages),
  source: ({ deal }) => deal.source,
  source_id: ({ deal }) => deal.sourceId,
  metadata: ({ deal }) => formatMetadata(deal.metadata),
};

/** What an export holds: the file in UTF-8, and how many deals are in it. */
export type Export = { csv: Buffer; deals: number };

/** All deals of the workspace as CSV that a spreadsheet opens safely and the import reads back to the letter. */
export async function exportCsv(tx: Tx, workspaceId: string): Promise<Export> {
  // The mark makes Excel read it as UTF-8.
  const chunks = [Buffer.from(`\ufeff${lines([Object.keys(COLUMNS)])}`)];
  let deals = 0;
  for await (const page of exportPages(tx, workspaceId)) {
    deals += page.length;
    chunks.push(Buffer.from(lines(page.map(cellsOf))));
  }
  return { csv: Buffer.concat(chunks), deals };
}

function cellsOf(row: ExportRow): string[] {
  return Object.values(COLUMNS).map((column) => withGuard(String(column(row) ?? "")));
}

function lines(records: string[][]): string {
  // A lone line break would end the record for many a reader, though it isn't our record's end.
  return stringify(records, { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}

/** "1234.50": with all decimals of the currency, so that nobody has to guess which sign is the decimal one. */
function amountText(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(minor).padStart(digits + 1, "0");
  if (digits === 0) return text;
  const whole = text.slice(0, text.length - digits);
  // Three decimals look like thousands: 1.500 dinars would be read as 1,500.
  return `${whole}.${text.slice(text.length - digits)}${digits === 3 ? "0" : ""}`;
}
