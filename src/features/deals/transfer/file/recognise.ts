import { AppError } from "../../../../kernel/errors.ts";
import { cut, joinWords } from "../../../../kernel/text.ts";
import type { Stage } from "../../domain/stage.ts";
import { ACCOUNTS, CRM_SALES, PEOPLE, PRODUCTS } from "../columns/crm-sales.ts";
import { type Dictionary, type FileKind, labelKey, type Source } from "../columns/field.ts";
import { enteredStage, HUBSPOT, isStageClock } from "../columns/hubspot.ts";
import { OWN } from "../columns/own.ts";
import { PIPEDRIVE } from "../columns/pipedrive.ts";
import { SALESFORCE, SALESFORCE_HISTORY } from "../columns/salesforce.ts";
import { findStage } from "../columns/stage-words.ts";
import { ZOHO } from "../columns/zoho.ts";

/** What a file is, and which of its columns means what. */
export type Recognised = {
  kind: FileKind;
  source: Source;
  /** Field → place of its column, from 0. */
  columns: ReadonlyMap<string, number>;
  /** Columns that tell when a deal entered a stage. */
  entered: readonly { stage: Stage; column: number }[];
  /** Columns whose meaning is known and which are left out, because they follow from others. */
  computed: readonly number[];
  /** Columns nobody knows. */
  unknown: readonly number[];
};

/** Of two dictionaries that understand equally many columns, the earlier one is meant. */
const DICTIONARIES: readonly Dictionary[] = [
  CRM_SALES,
  OWN,
  SALESFORCE_HISTORY,
  SALESFORCE,
  HUBSPOT,
  PIPEDRIVE,
  ZOHO,
  ACCOUNTS,
  PRODUCTS,
  PEOPLE,
];

/** Columns that only our own export writes. */
const OWN_ONLY = ["stage_entered_at", "probability_reason", "close_pushes", "stage_history"];

/** Whether a record names columns that some dictionary knows. */
export function isHeader(cells: readonly string[]): boolean {
  return best(cells) !== null;
}

/** Whether the file describes other files, as a data dictionary does, and holds no data itself. */
export function isDescription(name: string, header: readonly string[]): boolean {
  const empty = header.filter((cell) => cell.trim() === "").length;
  return /dictionar|readme|schema|metadata/i.test(name) || empty > header.length / 2;
}

/**
 * What the header says the file is: the dictionary that understands most of its columns. Columns that dictionary doesn't
 * know are looked up in the others of its kind, since people mix names.
 * @throws AppError bad_input when no kind of file fits
 */
export function recognise(
  name: string,
  header: readonly string[],
  rows: readonly { cells: readonly string[] }[],
): Recognised {
  const found = best(header, (column) => rows.some(({ cells }) => cells[column]?.trim()));
  if (!found)
    throw new AppError(
      "bad_input",
      `I don't know what ${name} holds: its columns are ${cut(joinWords(header.filter(Boolean).slice(0, 12), "and"), 300)}.`,
      "I read deals (with a title, an account or a product, and a stage, an amount, an owner or a close date), accounts, products and people; with our own column names or those of Salesforce, HubSpot, Pipedrive and Zoho.",
    );
  const { dictionary } = found;
  const columns = new Map(found.columns);
  const taken = new Set(columns.values());
  const entered: { stage: Stage; column: number }[] = [];
  const computed: number[] = [];
  const unknown: number[] = [];
  const others = DICTIONARIES.filter((one) => one.kind === dictionary.kind && one !== dictionary);
  for (const [column, label] of header.entries()) {
    if (taken.has(column) || label.trim() === "") continue;
    const stage = dictionary.kind === "deals" ? enteredColumn(label) : null;
    if (stage) entered.push({ stage, column });
    else if (isComputed(dictionary, label)) computed.push(column);
    else {
      const field = others
        .map((other) => fieldNamed(other, label))
        .find((one) => one !== null && !columns.has(one) && !NEVER_BORROWED.has(one));
      if (field) columns.set(field, column);
      else unknown.push(column);
    }
  }
  const own = dictionary === OWN && OWN_ONLY.some((one) => labels(header).has(labelKey(one)));
  // In a list kept by hand these are about something else: where a lead came from, say.
  for (const field of own ? [] : ["source", "metadata"]) {
    const column = columns.get(field);
    if (column !== undefined && columns.delete(field)) unknown.push(column);
  }
  return {
    kind: dictionary.kind,
    source: own ? "dealdesk" : dictionary.source,
    columns,
    entered,
    computed,
    unknown,
  };
}

// Another system's id, or its word for "deleted", means something else here.
const NEVER_BORROWED: ReadonlySet<string> = new Set(["id", "source", "sourceId", "metadata"]);

type Match = { dictionary: Dictionary; columns: Map<string, number> };

function best(
  header: readonly string[],
  isFilled: (column: number) => boolean = () => true,
): Match | null {
  let match: (Match & { score: number }) | null = null;
  for (const dictionary of DICTIONARIES) {
    const columns = columnsOf(dictionary, header, isFilled);
    const fits = dictionary.needs.every((forms) => forms.some((field) => columns.has(field)));
    const computed = header.filter((label) => isComputed(dictionary, label)).length;
    const score = columns.size + computed;
    if (fits && columns.size >= 2 && (!match || score > match.score))
      match = { dictionary, columns, score };
  }
  return match;
}

/** The column of each field: of several names for one thing the first that holds something, in the dictionary's order. */
function columnsOf(
  dictionary: Dictionary,
  header: readonly string[],
  isFilled: (column: number) => boolean,
): Map<string, number> {
  const places = labels(header);
  const columns = new Map<string, number>();
  const taken = new Set<number>();
  for (const [field, names] of Object.entries(dictionary.labels)) {
    const found = (names ?? []).flatMap((name) => places.get(labelKey(name)) ?? []);
    const free = found.filter((place) => !taken.has(place));
    const place = free.length > 1 ? (free.find(isFilled) ?? free[0]) : free[0];
    if (place === undefined) continue;
    columns.set(field, place);
    taken.add(place);
  }
  return columns;
}

function fieldNamed(dictionary: Dictionary, label: string): string | null {
  const key = labelKey(label);
  const found = Object.entries(dictionary.labels).find(([, names]) =>
    names?.some((name) => labelKey(name) === key),
  );
  return found?.[0] ?? null;
}

function labels(header: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, label] of header.entries()) {
    const key = labelKey(label);
    if (key && !places.has(key)) places.set(key, place);
  }
  return places;
}

function enteredColumn(label: string): Stage | null {
  const stage = enteredStage(label);
  return stage === null ? null : findStage(stage);
}

function isComputed(dictionary: Dictionary, label: string): boolean {
  if (dictionary === HUBSPOT && isStageClock(label)) return true;
  const key = labelKey(label);
  return dictionary.computed?.some((name) => labelKey(name) === key) ?? false;
}
