import { AppError } from "../../../../kernel/errors.ts";

/**
 * One fact about a deal that a model may learn from.
 * `money` is a number whose roundness and commonness also say something: 50,000 is a guess, 48,317 a quote.
 * `knownFrom: "close"` marks what nobody knows while the deal is open (the reason it was lost): a model never uses it.
 */
export type Feature = {
  readonly name: string;
  readonly kind: "number" | "money" | "category";
  readonly knownFrom?: "open" | "close" | undefined;
};

/** The features of every row, in the order in which they are told. */
export type FeatureSchema = readonly Feature[];

/** A deal as it was on one day: feature name → value. Null, undefined and an absent name all mean “not known”. */
export type DealRow = Readonly<Record<string, number | string | null | undefined>>;

/** One feature of all rows. A missing number is NaN; a missing category has the code −1. */
export type Column =
  | { readonly kind: "number"; readonly values: Float64Array }
  | { readonly kind: "category"; readonly codes: Int32Array; readonly levels: readonly string[] };

/** Rows turned into columns: small, quick to learn from, and cheap to hand to another thread. */
export type FeatureTable = {
  readonly schema: FeatureSchema;
  readonly length: number;
  /** In the order of the schema. */
  readonly columns: readonly Column[];
};

/**
 * The rows as a table. A number that isn't finite counts as missing.
 * Throws `bad_input` when a number feature holds text, or the schema names a feature twice.
 */
export function tableOf(schema: FeatureSchema, rows: readonly DealRow[]): FeatureTable {
  const twice = schema.find(({ name }, at) => schema.findIndex((one) => one.name === name) !== at);
  if (twice)
    throw new AppError(
      "bad_input",
      `The schema names the feature “${twice.name}” twice.`,
      "Give each feature one entry.",
    );
  const columns = schema.map((feature) =>
    feature.kind === "category" ? categories(feature.name, rows) : numbers(feature.name, rows),
  );
  return { schema, length: rows.length, columns };
}

/** The table with only the given rows, in the order given. */
export function takeRows(table: FeatureTable, rows: Int32Array): FeatureTable {
  const columns = table.columns.map((column): Column => {
    if (column.kind === "number")
      return {
        kind: "number",
        values: Float64Array.from(rows, (row) => column.values[row] ?? NaN),
      };
    return {
      kind: "category",
      codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1),
      levels: column.levels,
    };
  });
  return { schema: table.schema, length: rows.length, columns };
}

/** The table with only the named features. */
export function takeFeatures(table: FeatureTable, names: ReadonlySet<string>): FeatureTable {
  return {
    schema: table.schema.filter(({ name }) => names.has(name)),
    length: table.length,
    columns: table.columns.filter((_, at) => names.has(table.schema[at]?.name ?? "")),
  };
}

function numbers(name: string, rows: readonly DealRow[]): Column {
  const values = new Float64Array(rows.length).fill(NaN);
  for (const [at, row] of rows.entries()) {
    const value = row[name];
    if (typeof value === "string")
      throw new AppError(
        "bad_input",
        `“${name}” is a number feature, but row ${at + 1} holds the text “${value}”.`,
        "Give a number or null, or declare the feature as a category.",
      );
    if (typeof value === "number" && Number.isFinite(value)) values[at] = value;
  }
  return { kind: "number", values };
}

function categories(name: string, rows: readonly DealRow[]): Column {
  const codes = new Int32Array(rows.length).fill(-1);
  const known = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    const level = String(value);
    let code = known.get(level);
    if (code === undefined) {
      code = known.size;
      known.set(level, code);
    }
    codes[at] = code;
  }
  return { kind: "category", codes, levels: [...known.keys()] };
}
