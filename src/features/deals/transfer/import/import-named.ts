import type { Tx } from "../../../../db/client.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { nameKey } from "../../../../kernel/text.ts";
import { type AuditEntry, record } from "../../../audit/index.ts";
import { columnLine, fileAssumptions, spellingLines } from "../file/file-assumptions.ts";
import { reasonOf } from "../plan/plan-deals.ts";
import { named } from "../row/deal-parts.ts";
import { type ImportAct, numberThese } from "../save/save-names.ts";
import { cellOf, type ImportRun, type Outcome, type ReadFile } from "./import-run.ts";
import type { Refusal } from "./report.ts";

/** What is kept of an account or a product besides its name. */
type Details = Record<string, string | number | null>;
export type Known<D extends Details> = { id: number; name: string; nameKey: string } & D;

/** How accounts or products are read from a row, and kept. */
export type NamedKind<D extends Details> = {
  kind: "account" | "product";
  /** What the row tells; what is left out stays as it is. */
  read(cell: (field: string) => string | null): Partial<D>;
  /** Without anything told. */
  empty: D;
  list(tx: Tx): Promise<Known<D>[]>;
  insert(tx: Tx, rows: readonly Known<D>[]): Promise<void>;
  update(tx: Tx, row: Known<D>): Promise<void>;
};

/** Imports accounts or products: found by their names, made when they are new, brought up to date when they differ. */
export async function importNamed<D extends Details>(
  tx: Tx,
  act: ImportAct,
  { file, recognised }: ReadFile,
  run: ImportRun,
  spec: NamedKind<D>,
): Promise<Outcome & { all: readonly Known<D>[] }> {
  const known = await spec.list(tx);
  const byKey = new Map(known.map((one) => [one.nameKey, one]));
  const byLetters = new Map(known.map((one) => [one.nameKey.replaceAll(" ", ""), one]));
  const lines = new Map<string, number>();
  const added: Known<D>[] = [];
  const changed: { before: Known<D>; after: Known<D> }[] = [];
  const refused: Refusal[] = [];
  const spellings: { written: string; meant: string; rows: number }[] = [];
  let unchanged = 0;
  for (const { line, cells } of file.rows) {
    try {
      const cell = (field: string) => cellOf(recognised, cells, field);
      const name = named(
        cell("name") ?? "",
        `${spec.kind === "account" ? "an" : "a"} ${spec.kind}`,
      );
      const key = nameKey(name);
      const twin = lines.get(key);
      if (twin !== undefined)
        throw new AppError("bad_input", `It has the same name as line ${twin}.`);
      lines.set(key, line);
      const told = spec.read(cell);
      const before = byKey.get(key) ?? byLetters.get(key.replaceAll(" ", ""));
      if (!before) {
        added.push({ ...spec.empty, ...told, id: -1 - added.length, name, nameKey: key });
        continue;
      }
      if (before.name !== name) spellings.push({ written: name, meant: before.name, rows: 1 });
      const after = { ...before, ...told };
      if (JSON.stringify(before) === JSON.stringify(after)) unchanged++;
      else changed.push({ before, after });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line, reason: reasonOf(error) });
    }
  }
  const number = run.dryRun
    ? (id: number) => id
    : await numberThese(tx, act.actor.workspaceId, spec.kind, added.length);
  const rows = added.map((one) => ({ ...one, id: number(one.id) }));
  if (!run.dryRun) await save(tx, act, spec, rows, changed);
  const left = [...recognised.unknown, ...recognised.computed]
    .map((place) => file.header[place] ?? "")
    .filter(Boolean);
  return {
    created: added.length,
    changed: changed.length,
    unchanged,
    refused,
    assumptions: [
      ...fileAssumptions({ file, recognised }),
      ...spellingLines(spec.kind, spellings),
      ...columnLine("Columns left out", left),
    ],
    all: [...known, ...rows],
  };
}

async function save<D extends Details>(
  tx: Tx,
  act: ImportAct,
  spec: NamedKind<D>,
  added: readonly Known<D>[],
  changed: readonly { before: Known<D>; after: Known<D> }[],
): Promise<void> {
  await spec.insert(tx, added);
  for (const { after } of changed) await spec.update(tx, after);
  const entries: AuditEntry[] = [
    ...added.map((one) => ({
      ...entryOf(spec.kind, one.id),
      after: { name: one.name },
    })),
    ...changed.map(({ before, after }) => ({
      ...entryOf(spec.kind, after.id),
      ...differences(before, after),
    })),
  ];
  for (let start = 0; start < entries.length; start += 1000)
    await record(tx, act, entries.slice(start, start + 1000));
}

function entryOf(kind: "account" | "product", id: number): AuditEntry {
  return { action: `${kind}.imported`, subject: kind, subjectId: id };
}

function differences(before: Details, after: Details): Pick<AuditEntry, "before" | "after"> {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  const pick = (side: Details) => Object.fromEntries(keys.map((key) => [key, side[key]]));
  return { before: pick(before), after: pick(after) };
}
