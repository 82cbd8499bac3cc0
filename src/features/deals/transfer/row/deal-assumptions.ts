import type { Actor } from "../../../../kernel/access.ts";
import { joinWords, plural } from "../../../../kernel/text.ts";
import { stageName } from "../../domain/stage.ts";
import type { DateReading } from "../cells/column-dates.ts";
import { findStage } from "../columns/stage-words.ts";
import { columnLine, fileAssumptions, spellingLines } from "../file/file-assumptions.ts";
import { separatorName } from "../file/read-csv.ts";
import type { ReadFile } from "../import/import-run.ts";
import type { DealPlan } from "../plan/plan-deals.ts";
import { UNASSIGNED } from "../save/save-names.ts";
import { enteredName } from "./deal-columns.ts";
import type { DealReading } from "./deal-row.ts";

/** How a file of deals was understood, in sentences: all that a person would want to check before it is imported. */
export function dealAssumptions(
  read: ReadFile,
  reading: DealReading,
  plan: DealPlan,
  actor: Actor,
): string[] {
  return [
    ...fileAssumptions(read),
    ...dateLines(read, reading),
    ...amountLines(read, reading),
    ...stageLines(read, plan),
    ...nameLines(plan),
    ...ownerLines(plan, actor),
    ...columnLines(read, reading),
  ];
}

const ORDERS = { mdy: "month first (M/D/Y)", dmy: "day first (D/M/Y)" } as const;

function dateLines({ file, recognised }: ReadFile, reading: DealReading): string[] {
  const labels = new Map([
    ...[...recognised.columns].map(
      ([field, column]) => [field, file.header[column] ?? ""] as const,
    ),
    ...recognised.entered.map(
      ({ column }) => [enteredName(column), file.header[column] ?? ""] as const,
    ),
  ]);
  const groups = new Map<string, string[]>();
  for (const [name, dates] of reading.columns.dates) {
    const sentence = dateSentence(dates, file.separator);
    if (sentence) groups.set(sentence, [...(groups.get(sentence) ?? []), labels.get(name) ?? name]);
  }
  const lines = [...groups].map(
    ([sentence, names]) => `Dates in ${joinWords(names, "and")}: ${sentence}`,
  );
  const places = [...reading.columns.dates.keys()].flatMap(
    (name) => recognised.columns.get(name) ?? [],
  );
  const hasClock = file.rows.some((row) =>
    places.some((place) => /\d:\d\d(?!.*([Zz]|[+-]\d\d:?\d\d)$)/.test(row.cells[place] ?? "")),
  );
  return hasClock
    ? [...lines, `Times without an offset are on clocks in ${reading.timeZone}.`]
    : lines;
}

function dateSentence(
  { basis, order, proofs }: DateReading,
  separator: ReadFile["file"]["separator"],
): string | null {
  const proof = proofs[order];
  switch (basis) {
    case "proved":
      return `${ORDERS[order]}; ${proof?.value} on line ${proof?.line} can't be read otherwise.`;
    case "neighbours":
      return `${ORDERS[order]}, as in the other columns.`;
    case "assumed":
      return `nothing tells their order; read as ${ORDERS[order]}, because the file has ${separatorName(separator)} (files with semicolons are read as ${ORDERS.dmy}, others as ${ORDERS.mdy}).`;
    case "mixed":
      return `both orders occur (${proofs.mdy?.value} on line ${proofs.mdy?.line}, ${proofs.dmy?.value} on line ${proofs.dmy?.line}); rows whose date could be either are refused.`;
    default:
      return null;
  }
}

function amountLines({ file, recognised }: ReadFile, reading: DealReading): string[] {
  const amounts = recognised.columns.get("amount");
  if (amounts === undefined) return [];
  const currencies = recognised.columns.get("currency") ?? -1;
  const { basis, decimal, proofs } = reading.columns.amounts;
  const proof = proofs[decimal];
  const sign = decimal === "," ? "comma" : "point";
  const lines: string[] = [];
  if (basis === "proved")
    lines.push(`Amounts have a decimal ${sign}; ${proof?.value} on line ${proof?.line} proves it.`);
  if (basis === "assumed")
    lines.push("Amounts: nothing tells the decimal sign; a separator before three digits groups.");
  if (basis === "mixed")
    lines.push(
      `Amounts with decimal points and with decimal commas occur (${proofs["."]?.value} on line ${proofs["."]?.line}, ${proofs[","]?.value} on line ${proofs[","]?.line}); rows whose amount could be either are refused.`,
    );
  if (
    file.rows.some(({ cells }) => /^[\d.,'\s-]+$/.test(cells[amounts] ?? "") && !cells[currencies])
  )
    lines.push(`Amounts that name no currency are in ${reading.currency}.`);
  return lines;
}

function stageLines({ file, recognised }: ReadFile, plan: DealPlan): string[] {
  const column = recognised.columns.get("stage");
  const words = new Map<string, number>();
  for (const { cells } of column === undefined ? [] : file.rows) {
    const word = (cells[column ?? 0] ?? "").trim();
    if (word) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const read = [...words].flatMap(([word, rows]) => {
    const stage = findStage(word);
    const isOurs = stage && [stage, stageName(stage)].some((one) => same(one, word));
    return stage && !isOurs
      ? [`${word} is ${stageName(stage)} (${rows.toLocaleString("en-US")})`]
      : [];
  });
  const moved = plan.changed.filter(({ before, after }) => before.stage !== after.stage).length;
  return [
    ...(read.length > 0 ? [`Stages: ${joinWords(read, "and")}.`] : []),
    ...(column === undefined && !recognised.columns.has("status")
      ? ["No column tells the stage: new deals are in Lead."]
      : []),
    ...(moved > 0 ? [`${plural(moved, "deal")} here changed the stage.`] : []),
  ];
}

function same(a: string, b: string): boolean {
  return a.replaceAll("_", " ").toLowerCase() === b.replaceAll("_", " ").toLowerCase();
}

function nameLines(plan: DealPlan): string[] {
  const added = [
    [plan.accounts.added.length, "account"],
    [plan.contacts.added.length, "contact"],
    [plan.products.added.length, "product"],
  ] as const;
  const people = plan.people.added.length;
  const words = [
    ...added.filter(([n]) => n > 0).map(([n, what]) => plural(n, what)),
    ...(people > 0 ? [plural(people, "person", "people")] : []),
  ];
  return [
    ...(words.length > 0 ? [`New with them: ${joinWords(words, "and")}.`] : []),
    ...spellingLines("account", plan.accounts.spellings()),
    ...spellingLines("product", plan.products.spellings()),
    ...(plan.withoutTitle > 0
      ? [
          `${plural(plan.withoutTitle, "new deal")} without a title: named after product or account.`,
        ]
      : []),
  ];
}

function ownerLines({ withoutOwner }: DealPlan, actor: Actor): string[] {
  if (withoutOwner === 0) return [];
  const owner = actor.personId > 0 ? `you (${actor.name})` : `“${UNASSIGNED}”`;
  return [`${plural(withoutOwner, "new deal")} without an owner: given to ${owner}.`];
}

function columnLines({ file, recognised }: ReadFile, { columns }: DealReading): string[] {
  const named = (places: readonly number[]) =>
    places.map((place) => file.header[place] ?? "").filter(Boolean);
  const kept = new Set(columns.extra.map(({ column }) => column));
  const rest = recognised.unknown.filter((place) => !kept.has(place));
  const empty = named(rest).filter((name) => !columns.dropped.includes(name));
  return [
    ...columnLine("Columns I don't know, kept as extra fields of each deal", named([...kept])),
    ...columnLine("Columns I don't know, left out because 20 fit", columns.dropped),
    ...columnLine("Columns I don't know, and that are empty", empty),
    ...columnLine("Columns left out, computed or of use only there", named(recognised.computed)),
  ];
}
