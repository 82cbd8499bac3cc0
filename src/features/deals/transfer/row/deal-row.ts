import { AppError } from "../../../../kernel/errors.ts";
import { cut } from "../../../../kernel/text.ts";
import { LOST_REASONS, type LostReason } from "../../domain/deal.ts";
import { parseMoment } from "../cells/column-dates.ts";
import { orNothing, parseCount, parseList, parsePercent } from "../cells/column-values.ts";
import { lostReasonOf } from "../cells/lost-reason.ts";
import { readMetadata, readNotes, readStageHistory } from "../cells/own-cells.ts";
import type { DealField } from "../columns/field.ts";
import type { CsvRow } from "../file/read-csv.ts";
import type { Recognised } from "../file/recognise.ts";
import { type DealColumns, enteredName } from "./deal-columns.ts";
import type { DealDraft, PersonName, StageEntry } from "./deal-draft.ts";
import { identityOf } from "./deal-identity.ts";
import { contactOf, moneyOf, named, personOf } from "./deal-parts.ts";
import { placeOf } from "./deal-stage.ts";
import { type MomentOf, stagesOf, timesOf } from "./deal-times.ts";

/** What the ids of accounts and users mean, from other files of the same folder. */
export type NamesOfIds = {
  accounts: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, PersonName>;
};

/** What reading a row depends on besides the row. */
export type DealReading = {
  recognised: Recognised;
  columns: DealColumns;
  header: readonly string[];
  /** Of amounts that name none. */
  currency: string;
  /** Of times that name no offset from UTC. */
  timeZone: string;
  names: NamesOfIds;
};

const MAX_TITLE = 150;
const MAX_NEXT_STEP = 300;
const MAX_METADATA = 500;

/**
 * Understands one row of a file of deals.
 * @throws AppError bad_input that says what is wrong with the row
 */
export function readDealRow(row: CsvRow, reading: DealReading): DealDraft {
  mustFit(row, reading.header.length);
  const { recognised, columns } = reading;
  const verbatim = recognised.source === "dealdesk";
  const raw = (field: DealField) => {
    const column = recognised.columns.get(field);
    return column === undefined ? undefined : (row.cells[column] ?? "");
  };
  const text = (field: DealField) => map(raw(field), (cell) => cell.trim() || null);
  const value = (field: DealField) => map(raw(field), orNothing);
  const moment: MomentOf = (field) => {
    const dates = columns.dates.get(field);
    return dates && map(value(field), (cell) => parseMoment(cell, dates, reading.timeZone));
  };
  const { stage, before } = placeOf({
    stage: raw("stage"),
    status: raw("status"),
    isClosed: raw("isClosed"),
    isWon: raw("isWon"),
    isDeleted: raw("isDeleted"),
  });
  const times = timesOf(stage, moment, verbatim);
  const account = text("account") ?? accountNamed(text("accountId"), reading) ?? text("account");
  const owner = personOf(
    text("owner"),
    text("ownerEmail"),
    reading.names.people.get(text("ownerId") ?? ""),
    verbatim,
  );
  const title = text("title")?.replaceAll(/\s+/g, " ") ?? null;
  const metadata = verbatim ? readMetadata(text("metadata")) : null;
  return {
    line: row.line,
    identity: identityOf(recognised.source, {
      id: raw("id") ?? "",
      source: verbatim ? (raw("source") ?? "") : "",
      sourceId: raw("sourceId") ?? "",
      account: account ?? "",
      title: title ?? raw("products") ?? "",
      date: raw("createdAt") || raw("engagedAt") || raw("closeDate") || "",
      owner: owner?.name ?? "",
    }),
    title: title && cut(title, MAX_TITLE),
    account: account && named(account, "an account"),
    contact: contactOf(text("contact"), text("contactEmail"), text("contactTitle"), verbatim),
    owner,
    se: personOf(text("se"), text("seEmail"), undefined, verbatim),
    ...moneyOf(value("amount"), value("currency"), columns.amounts, reading.currency),
    stage,
    probability: map(value("probability"), (cell) => parsePercent(cell, columns.partsOfOne)),
    probabilityReason: text("probabilityReason"),
    ...times,
    closePushes: map(value("closePushes"), parseCount) ?? undefined,
    nextStep: map(text("nextStep"), (cell) => cut(cell, MAX_NEXT_STEP)),
    nextStepDate: map(moment("nextStepDate"), ({ day }) => day),
    lostReason: map(text("lostReason"), (cell) => reasonOf(cell, verbatim)),
    lostTo: text("lostTo"),
    competitors: listOf(text("competitors")),
    products: listOf(text("products")),
    snoozedUntil: map(moment("snoozedUntil"), ({ day }) => day),
    stages: verbatim
      ? readStageHistory(text("stageHistory"))
      : stagesOf(times, moment("engagedAt"), before, enteredIn(row, reading)),
    requirements: listOf(text("requirements")) ?? [],
    notes: verbatim ? readNotes(text("notes")) : [],
    metadata: metadata ?? extrasOf(row, reading, text),
    metadataIsWhole: metadata !== null,
    verbatim,
  };
}

/** Null and undefined stay what they are: an empty cell, and a column that is not there. */
function map<A, B>(value: A | null | undefined, change: (value: A) => B): B | null | undefined {
  return value === null || value === undefined ? (value as null | undefined) : change(value);
}

function mustFit(row: CsvRow, columns: number): void {
  const surplus = row.cells.slice(columns);
  if (row.cells.length >= columns && surplus.every((cell) => cell.trim() === "")) return;
  throw new AppError(
    "bad_input",
    `It has ${row.cells.length} cells where the header has ${columns}.`,
    "A cell with the separator or a line break in it needs quotes around it.",
  );
}

function accountNamed(id: string | null | undefined, { names }: DealReading): string | undefined {
  return id ? names.accounts.get(id) : undefined;
}

function enteredIn(row: CsvRow, { recognised, columns, timeZone }: DealReading): StageEntry[] {
  return recognised.entered.flatMap(({ stage, column }) => {
    const cell = orNothing(row.cells[column] ?? "");
    const dates = columns.dates.get(enteredName(column));
    return cell && dates ? [{ stage, at: parseMoment(cell, dates, timeZone).at }] : [];
  });
}

function listOf(cell: string | null | undefined): string[] | undefined {
  return cell ? parseList(cell) : cell === undefined ? undefined : [];
}

function reasonOf(cell: string, verbatim: boolean): LostReason {
  if (verbatim && !LOST_REASONS.some((one) => one === cell))
    throw new AppError(
      "bad_input",
      `I don't know the lost reason “${cut(cell, 40)}”.`,
      `It is one of ${LOST_REASONS.join(", ")}.`,
    );
  return lostReasonOf(cell);
}

/** What has no column of ours and is kept all the same. */
function extrasOf(
  row: CsvRow,
  reading: DealReading,
  text: (field: DealField) => string | null | undefined,
): Record<string, string | null> {
  const extras: Record<string, string | null> = {};
  const keep = (name: string, value: string) => {
    extras[name] = cut(value, MAX_METADATA);
  };
  for (const { column, name } of reading.columns.extra)
    extras[name] = cut((row.cells[column] ?? "").trim(), MAX_METADATA) || null;
  const title = text("title");
  if (title && title.length > MAX_TITLE) keep("Full title", title);
  const lost = text("lostReason");
  if (lost && lostReasonOf(lost) === "other" && lost.toLowerCase() !== "other")
    keep("Lost reason", lost);
  const notes = text("notes");
  if (notes) keep("Notes", notes);
  const accountId = text("accountId");
  if (accountId && !text("account") && !accountNamed(accountId, reading))
    keep("Account id", accountId);
  const ownerId = text("ownerId");
  if (ownerId && !text("owner") && !reading.names.people.has(ownerId)) keep("Owner id", ownerId);
  // Whose contact it is isn't known without an account.
  const contact = text("contact");
  if (contact && !text("account") && !accountNamed(accountId, reading)) keep("Contact", contact);
  return extras;
}
